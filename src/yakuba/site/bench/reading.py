"""(c) Reading a plan document, in a warm process."""

from collections.abc import Iterator

from yakuba.core.publication.store import current_snapshot
from yakuba.core.reading.read import read
from yakuba.platform import paths
from yakuba.site.bench.measure import Measured, middle, times

SEED = paths.CHECKOUT.parent / "shared" / "seed"
NAME = "plan.txt"
RUNS, WARM_UP = 20, 3


def measure() -> Iterator[Measured]:
    """Yield the median time of reading a plan beside bare decoding and splitting into lines."""
    content = _document()
    items = len(read(content, NAME).items)
    yield Measured(
        bench="reading",
        what=f"計画書 {items}項目の読み取り 中央値",
        value=middle(times(lambda: read(content, NAME), runs=RUNS, warm_up=WARM_UP)),
        unit="ms",
        baseline="文字にして行に分けるだけ",
        baseline_value=middle(
            times(lambda: content.decode().splitlines(), runs=RUNS, warm_up=WARM_UP)
        ),
        aim="300 ms 以下",
    )


def _document() -> bytes:
    """Return the document of the first plan where it is at hand, else the demo plan as a list."""
    found = sorted(SEED.glob("*.txt"))
    return found[0].read_bytes() if found else _as_list().encode()


def _as_list() -> str:
    snapshot = current_snapshot()
    assert snapshot is not None  # noqa: S101 (the demo town is published)
    head = snapshot["plan"]
    lines = [
        head["title"],
        f"{head['start_fy']}年度から{head['end_fy']}年度まで",
        "実施計画項目一覧",
    ]
    for goal in (node for node in snapshot["nodes"] if node["depth"] == 1):
        lines.append(f"{goal['code']}．{goal['title']}")
        for measure_ in (node for node in snapshot["nodes"] if node["parent"] == goal["key"]):
            lines += [f"{measure_['code']}{measure_['title']}", "実施計画№ 実施計画項目 担当課"]
            lines += [
                f"{item['code']} {item['title']} 総務課"
                for item in snapshot["items"]
                if item["parent"] == measure_["key"]
            ]
    return "\n\n".join(lines)
