"""What can be taken away, and why the figures may be believed."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.publication import canonical
from yakuba.core.publication.columns import COLUMNS
from yakuba.core.publication.edition import Edition, Grade, Json
from yakuba.core.publication.links import Page, PublicLinks
from yakuba.core.publication.page_item import fixes
from yakuba.core.publication.tables import FILES
from yakuba.kernel.numbers import Rounding, percent

BOOK: Final = "book-ja.pdf"
ITEMS: Final = "data/items.csv"
BUNDLE: Final = "release.zip"
TITLES: Final = {
    BOOK: gettext_noop("評価報告書"),
    ITEMS: gettext_noop("項目の一覧"),
    "data/actuals.csv": gettext_noop("目標と実績"),
    "data/ratings.csv": gettext_noop("評価"),
    "data/effects.csv": gettext_noop("効果額"),
    "data/corrections.csv": gettext_noop("訂正の記録"),
    "data/trails.csv": gettext_noop("数字の根拠"),
    "data/summary.csv": gettext_noop("数と合計"),
    "snapshot.json": gettext_noop("この版のすべての数字と文章"),
    "manifest.json": gettext_noop("ファイルの一覧と指紋"),
    BUNDLE: gettext_noop("この版のすべてのファイル"),
}
CONTENTS: Final = {
    ITEMS: gettext_noop("項目の番号、目標、方策、名前、担当課、期間"),
    "data/actuals.csv": gettext_noop("指標ごと、年度ごとの目標、実績、分子、分母、確定か速報か"),
    "data/ratings.csv": gettext_noop("項目ごと、年度ごとの評価と、決まりとちがう評価を選んだ理由"),
    "data/effects.csv": gettext_noop("年度ごとの効果額（円）と、その種類"),
    "data/corrections.csv": gettext_noop("公表した後に直した場所、前の値、正しい値、原因"),
    "data/trails.csv": gettext_noop("記録から計算した数字の、期間ごとの合計と、数えなかった記録"),
    "data/summary.csv": gettext_noop("年度ごとの、評価の数と効果額の合計"),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be taken away; a size of None is not known."""

    title: str
    href: str
    format: str
    size: int | None
    contents: str


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: how many rows, and its columns with what they hold."""

    file: File
    rows: int
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """One example of an attainment: the facts and what the definition makes of them."""

    title: str
    facts: str
    result: str


def main_files(links: PublicLinks) -> list[File]:
    """Return the files that most people want, as far as the release has them."""
    return [file for name in (BOOK, ITEMS) if (file := _file(name, links))]


def context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the page of files shows."""
    papers = [_file(name, links) for name in TITLES if name not in CONTENTS]
    return {
        "tables": tables_of(edition, links) if edition.fy is not None else [],
        "papers": [file for file in papers if file is not None],
        "fy": edition.fy,
    }


def title(edition: Edition, page: Page) -> str:
    """Return the page's title."""
    return _("資料とデータ")


def _file(name: str, links: PublicLinks) -> File | None:
    href = links.file(name)
    if not href:
        return None
    return File(
        title=_(TITLES[name]),
        href=href,
        format=name.rpartition(".")[2].upper(),
        size=links.size(name),
        contents=_(CONTENTS[name]) if name in CONTENTS else "",
    )


def tables_of(edition: Edition, links: PublicLinks) -> list[Table]:
    """Return the CSV files of the release, each with its rows and columns."""
    found = []
    for short, (heads, make) in FILES.items():
        file = _file(f"data/{short}", links)
        if file is not None:
            known = edition.whole.get("rows", {})
            rows = known[short] if known else sum(1 for _row in make(edition.snapshot))
            columns = tuple((head, _(COLUMNS[head])) for head in heads.split())
            found.append(Table(file, rows, columns))
    return found


def trust_context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the page on trust shows."""
    used = edition.attainment_kinds
    return {
        "examples": [example for kind, example in worked().items() if kind in used],
        "scales": _scales(edition),
        "fixes": [(item, fix) for item in edition.items for fix in fixes(edition, item)],
        "snapshot_href": links.file("snapshot.json"),
        "manifest_href": links.file("manifest.json"),
        "software": edition.snapshot["software"],
        "in_file": links.is_file,
        "proof": edition.snapshot.get("proof") or {},
        "sources": edition.sources(edition.fy),
        "fy": edition.fy,
        "digest": edition.whole.get("digest")
        or canonical.digest(canonical.encode(edition.snapshot)),
    }


def trust_title(edition: Edition, page: Page) -> str:
    """Return the page's title."""
    return _("数字の確かめ方")


def _scales(edition: Edition) -> list[tuple[Json, list[Grade]]]:
    """Return each scale that a published year was rated by, with its grades."""
    versions = {edition.scale_version(fy): fy for fy in edition.published_years}
    return [
        (scale, edition.grades(versions[scale["version"]]))
        for scale in edition.snapshot.get("scales", [])
        if scale["version"] in versions
    ]


def worked() -> dict[str, Worked]:
    """Return an example of each definition of attainment, worked from the same plain facts."""
    one = Rounding(decimals=1)
    base, target, actual = 92, 96, 95
    facts = _("はじめ%(base)d、目標%(target)d、実績%(actual)d")
    said = facts % {"base": base, "target": target, "actual": actual}
    ratio, progress = percent(actual, target, one), percent(actual - base, target - base, one)
    return {
        "gap": Worked(
            _("目標との差（実績 − 目標）"), said, f"{actual} − {target} ＝ −{target - actual}"
        ),
        "ratio": Worked(
            _("目標に対する割合（実績 ÷ 目標）"), said, f"{actual} ÷ {target} ＝ {ratio}％"
        ),
        "progress": Worked(
            _("基準値からの進み（（実績 − 基準値）÷（目標 − 基準値））"),
            said,
            f"（{actual} − {base}）÷（{target} − {base}）＝ {progress}％",
        ),
        "met": Worked(
            _("目標に届いたかどうか"), said, f"{actual} ＜ {target}：" + _("届いていません")
        ),
    }
