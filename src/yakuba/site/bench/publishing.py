"""(d) Making the release of a year, with its pages, tables and report."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from yakuba.core.publication import book, release
from yakuba.core.publication.store import current_snapshot
from yakuba.site.bench.measure import Measured, middle, times

RUNS, WARM_UP = 5, 1


def measure() -> Iterator[Measured]:
    """Yield the median time of writing a whole release beside its report alone."""
    snapshot = current_snapshot()
    assert snapshot is not None  # noqa: S101 (the demo town is published)
    evidence = _files(release.evidence_names(snapshot))

    def write() -> None:
        with tempfile.TemporaryDirectory() as folder:
            release.write(snapshot, Path(folder), evidence=evidence)

    yield Measured(
        bench="publishing",
        what=f"{len(snapshot['items'])}項目の公表ファイル一式 中央値",
        value=middle(times(write, runs=RUNS, warm_up=WARM_UP)),
        unit="ms",
        baseline="報告書 PDF だけ",
        baseline_value=middle(times(lambda: book.make(snapshot), runs=RUNS, warm_up=WARM_UP)),
        aim="5,000 ms 以下",
    )


def _files(names: list[str]) -> dict[str, Path]:
    """Return where the public evidence of the demo town's newest release lies."""
    from yakuba.core.publication.models import Release

    newest = Release.objects.select_related("plan").order_by("-fy", "-number")[0]
    folder = release.folder_of(newest.plan.slug, int(newest.fy), newest.number)
    return {name: folder / name for name in names}
