"""What `yakuba facilities level` does beside computing: signals, progress, the table for people."""

import argparse
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yakuba.platform import paths
from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.engines.levelling.result import Result

WORKERS: Final = 4  # searches side by side; more workers have nothing to do
KINDS: Final = {
    "repair": "修繕",
    "long_life": "長寿命化改修",
    "rebuild": "建替え",
    "demolish": "除却",
}
LIMITS: Final = {
    "works_per_year": "1年に行える工事の件数",
    "area_reduction_share": "減らす面積の割合",
    "group_area": "分類ごとに残す面積",
    "age": "耐用年数",
}


def keep_compiled_code() -> None:
    """Let compiled code be kept in the home's cache; without a home it is not kept at all."""
    if not paths.home().is_dir() or "NUMBA_CACHE_DIR" in os.environ:
        return
    folder = paths.cache() / "numba"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        os.environ["NUMBA_CACHE_DIR"] = str(folder)


def run(args: argparse.Namespace) -> int:
    """Level a town; 0 with a plan, 1 with a proof that there is none, or stopped without one."""
    keep_compiled_code()
    from yakuba.engines.levelling import reading
    from yakuba.engines.levelling.result import SOLVED
    from yakuba.engines.levelling.solve import Options, solve

    problem = reading.read(console.read_bytes(args.file), Path(args.file).name)
    with _stopping() as asked:
        result = solve(
            problem,
            Options(
                effort=args.effort,
                time_limit=args.time_limit,
                workers=args.workers or min(WORKERS, os.cpu_count() or 1),
                seed=args.seed,
                stop=lambda: bool(asked),
                watch=_watch,
            ),
        )
    console.wipe()
    console.show(args, result.as_json(), _table(result, problem.start_fy))
    return 0 if result.status == SOLVED else 1


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """Note Ctrl-C and SIGTERM instead of ending at once: the best plan so far is shown."""
    asked: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: asked.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(step: str, bound: float, objective: float | None) -> None:
    if step == "bound":
        console.progress(f"下限を上げています：{bound:,.1f}")
    elif objective is None:
        console.progress(f"計画を探しています：下限 {bound:,.1f}")
    else:
        gap = (objective - bound) / objective if objective else 0.0
        console.progress(f"計画を改めています：{objective:,.1f}（下限との差 {gap:.2%}）")


def _table(result: "Result", start_fy: int) -> Iterator[str]:
    """Yield the lines for people: how good, year by year, and the works."""
    if result.proof:
        yield "どの計画でも守れない条件があります。"
        for proof in result.proof:
            yield _proof_in_words(proof, start_fy)
        return
    if result.played is None:
        left = f"（残る条件：{LIMITS[result.tightest['limit']]}）" if result.tightest else ""
        yield f"計画が見つかる前に終わりました。{left}"
        return
    played = result.played
    yield f"費用\t{played.objective:,.1f}\t下限\t{result.bound:,.1f}\t差\t{result.gap:.2%}"
    yield f"平準化の線\t{played.flat_line:,.1f}"
    yield "年度\t支出\t工事\t内容"
    for year, amount in enumerate(played.spending):
        works = [
            f"{asset} {KINDS[kind]}"
            for asset, own in result.plan.items()
            for at, kind in own
            if at == year
        ]
        count = played.works_per_year[year]
        yield f"{start_fy + year}\t{amount:,.1f}\t{count}\t{'、'.join(works)}"


def _proof_in_words(proof: Any, start_fy: int) -> str:
    """Return a proof as a sentence that a clerk can follow."""
    needed, allowed = f"{proof.needed:,.10g}", f"{proof.allowed:,.10g}"
    if proof.limit == "works_per_year":
        first, last = start_fy + proof.years[0], start_fy + proof.years[-1]
        span = f"{first}年度" if first == last else f"{first}〜{last}年度"
        if len(proof.years) < last - first + 1:
            span += f"のうちの{len(proof.years)}年"
        return f"{span}に少なくとも{needed}件の工事が要りますが、{allowed}件までです。"
    if proof.limit == "age":
        year = start_fy + proof.years[0]
        return f"{proof.asset}は、どの工事でも{year}年度の末に{allowed}年の限度を超えます。"
    if proof.limit == "group_area":
        return f"分類{proof.group}で{needed}㎡を除くほかありませんが、{allowed}㎡までです。"
    return f"{needed}㎡を減らす必要がありますが、減らせるのは{allowed}㎡です。"
