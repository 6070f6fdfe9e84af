"""(f) A register of 100,000 records: its list beside bare SQL; then how one record is saved."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yakuba.modules.voices.choices import Kind, State, Topic
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account, Section
from yakuba.platform.receipts.models import Channel
from yakuba.platform.registers.indexing import reindex
from yakuba.platform.registers.lists import PAGE, Listing
from yakuba.site.bench import saving
from yakuba.site.bench.measure import Measured, middle, milliseconds, percentile, times

COUNT: Final = 100_000
RUNS, WARM_UP = 60, 5
FIRST: Final = date(2004, 4, 1)
WORDS: Final = ("除雪", "街灯", "窓口", "側溝", "公園", "水道", "図書", "道路", "学校", "広報")
PATHS: Final = (
    ("すべて", ""),
    ("しぼり込み", "state=received&topic=counter"),
    ("しぼり込み・何もない", "state=received&topic=other"),
    ("検索", "q=除雪の街灯"),
    ("しぼり込み・検索・並べ替え", "state=received&q=除雪&sort=-topic"),
    ("並べ替え・最後のページ", "sort=text&page=1000"),
    ("並べ替え・中ほどのページ", "sort=text&page=500"),
)


def measure() -> Iterator[Measured]:
    """Yield the p95 of the list for each way to look, then the saving of one record."""
    account = Account.objects.get(login_name="writer")
    section = Section.objects.get(name=actor_of(account, clock.today()).section_name)
    _fill(section)
    client = Client()
    client.force_login(account)
    for what, query in PATHS:
        yield _list(client, account, what, query)
    yield from saving.measure(client, account, section)


def _fill(section: Section) -> None:
    """Store the records with their search, as the years would have left them."""
    Voice.objects.bulk_create((_voice(n, section) for n in range(COUNT)), batch_size=1000)
    reindex(VOICES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _voice(number: int, section: Section) -> Voice:
    spread = number * 7919
    text = "".join(WORDS[(spread // 10**place) % len(WORDS)] + "の" for place in range(4))
    received = FIRST + timedelta(days=spread % 7300)
    is_open = number % 500 == 0
    return Voice(
        receipt_no=f"X-{number:06d}",
        received_on=received,
        channel=list(Channel)[spread % len(Channel)],
        kind=list(Kind)[spread % len(Kind)],
        topic=list(Topic)[spread % len(Topic)],
        text=f"{text}ことについて{number}",
        desk=section,
        section=section,
        state=State.RECEIVED if number % 10 == 0 else State.ANSWERED,
        receipted_on=None if is_open else received,
        form_key=f"bench-{number}",
    )


def _list(client: Client, account: Account, what: str, query: str) -> Measured:
    address = f"/staff/r/{VOICES.code}/?{query}"
    with CaptureQueriesContext(connection) as asked:
        _fetch(client, address)
    queries = len(asked)  # now: the next request empties the list
    taken = percentile(times(lambda: _fetch(client, address), runs=RUNS, warm_up=WARM_UP), 95)
    computing = _computing(lambda: _fetch(client, address))
    bare = percentile(times(_bare(account, query), runs=RUNS, warm_up=WARM_UP), 95)
    return Measured(
        bench="registers",
        what=f"一覧 {COUNT:,}件 {what} p95",
        value=milliseconds(taken),
        unit="ms",
        baseline="同じ条件の裸の SQL（件数と1ページ）",
        baseline_value=milliseconds(bare),
        aim="150 ms 以下",
        note=f"問い合わせ {queries} 件、計算の時間 {computing} ms",
    )


def _bare(account: Account, query: str) -> Any:
    listing = Listing(VOICES, actor_of(account, clock.today()), QueryDict(query))
    page = min(int(QueryDict(query).get("page", "1")), max(1, -(-listing.count // PAGE)))
    keys = listing.records.values("pk")[(page - 1) * PAGE : page * PAGE]
    part = Voice.objects.filter(pk__in=keys).order_by(*listing.records.query.order_by)
    rows, count = part.query.sql_with_params(), listing.unsorted.order_by().values("pk")
    counted = count.query.sql_with_params()

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({counted[0]}) AS counted", counted[1])  # noqa: S608
            cursor.fetchall()
            cursor.execute(*rows)
            cursor.fetchall()

    return act


def _computing(act: Callable[[], object]) -> Decimal:
    """Return the median of the processor time, which other work on the machine moves less."""
    taken = []
    for _run in range(RUNS // 3):
        began = time.process_time_ns()
        act()
        taken.append(time.process_time_ns() - began)
    return middle(taken)


def _fetch(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address}: {status}")
