"""(a) The public pages rendered by the app, logged out, at 27, 300 and 3,000 items."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from yakuba.core.publication.store import current_snapshot
from yakuba.platform.office.models import Town
from yakuba.site.bench import stage
from yakuba.site.bench.measure import Measured, milliseconds, percentile, times

SIZES = (27, 300, 3000)
RUNS, WARM_UP = 200, 20
BASELINE = "1問い合わせだけのページ"


def measure() -> Iterator[Measured]:
    """Yield the p95 of the home and the item page beside a page that does one query."""
    snapshot = current_snapshot()
    assert snapshot is not None  # noqa: S101 (the demo town is published)
    floor = percentile(times(_plain_page, runs=RUNS, warm_up=WARM_UP), 95)
    client = Client()
    for size in SIZES:
        slug = stage.store(stage.multiplied(snapshot, size))
        key = snapshot["items"][0]["key"]
        for what, address in (
            ("ホーム", f"/plans/{slug}/"),
            ("項目", f"/plans/{slug}/items/{key}"),
        ):
            yield _measured(client, f"{what} {size}項目 p95", address, floor, size=size)


def _measured(client: Client, what: str, address: str, floor: int, *, size: int) -> Measured:
    with CaptureQueriesContext(connection) as queries:
        _fetch(client, address)
    asked = len(queries)  # now: the next request empties the list
    taken = percentile(times(lambda: _fetch(client, address), runs=RUNS, warm_up=WARM_UP), 95)
    return Measured(
        bench="pages",
        what=what,
        value=milliseconds(taken),
        unit="ms",
        baseline=BASELINE,
        baseline_value=milliseconds(floor),
        aim="60 ms 以下" if size == SIZES[0] else "",
        note=f"問い合わせ {asked} 件",
    )


def _fetch(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address}: {status}")


def _plain_page() -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/")
    town = Town.objects.first()
    return HttpResponse(f"<!doctype html><title>{town}</title><p>{request.path}")
