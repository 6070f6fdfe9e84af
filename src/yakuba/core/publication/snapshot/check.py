"""What must hold in every edition before a byte of it is written.

Source of the rules and their numbers: domain reference 1, section 10.2.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yakuba.core.evaluation.rules import Band, suggest
from yakuba.core.indicators import rules
from yakuba.core.publication.snapshot.totals import counts_of, effects_totals_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode, Rounding
from yakuba.kernel.problems import Problem

Json = dict[str, Any]

SURE = ("provisional", "confirmed", "corrected")
SILENT = ("not_yet", "not_available", "not_applicable")


def check(snapshot: Json) -> list[Problem]:
    """Return every rule that the snapshot breaks, with the item where it does."""
    return [problem for rule in RULES for problem in rule(snapshot)]


def _points(snapshot: Json) -> Iterator[tuple[Json, Json, Json]]:
    for item in snapshot["items"]:
        for indicator in item["indicators"]:
            for point in indicator["points"]:
                yield item, indicator, point


def _problem(rule: int, item: Json | None, message: str, fix: str, /, **words: object) -> Problem:
    place = item["key"] if item else None
    return Problem(f"snapshot.{rule}", message.format(**words), fix, place)


def figures_have_a_source(snapshot: Json) -> Iterator[Problem]:
    """Rule 2: a published figure is sure enough, and has a calculation; no orphan figure."""
    for item, indicator, point in _points(snapshot):
        words = {"name": indicator["name"], "year": FiscalYear(point["fy"]).wareki}
        if (point["value"] is None) != (point["status"] in SILENT):
            message = _("「{name}」の{year}の値と状態が合いません。")
            yield _problem(2, item, message, _("実績を確かめてください。"), **words)
        elif point["value"] is not None and point["status"] not in SURE:
            message = _("「{name}」の{year}の値は、まだ見込です。")
            fix = _("速報か確定になってから公表してください。")
            yield _problem(2, item, message, fix, **words)
        elif point["value"] is not None and not (point["calculation"] and point["digest"]):
            message = _("「{name}」の{year}の値には、元になる計算がありません。")
            fix = _("担当課に、もう一度提出を頼んでください。")
            yield _problem(2, item, message, fix, **words)


def ratios_are_rounded_once(snapshot: Json) -> Iterator[Problem]:
    """Rule 4: a percentage is its two counts, rounded once; the part is not above the whole."""
    for item, indicator, point in _points(snapshot):
        method = next((m for m in indicator["methods"] if m["number"] == point["method"]), None)
        if method is None or not method["denominator_name"] or point["value"] is None:
            continue
        message = _ratio_fault(point, method)
        if message:
            words = {"name": indicator["name"], "year": FiscalYear(point["fy"]).wareki}
            yield _problem(4, item, message, _("分子と分母を確かめてください。"), **words)


def _ratio_fault(point: Json, method: Json) -> str:
    if point["numerator"] is None or point["denominator"] is None:
        return _("「{name}」の{year}の値には、分子か分母がありません。")
    part, whole = Decimal(point["numerator"]), Decimal(point["denominator"])
    if part > whole and not method["part_may_exceed"]:
        return _("「{name}」の{year}の分子が分母より大きくなっています。")
    rounding = Rounding(Mode(method["mode"]), method["decimals"])
    if rules.value_of(part, whole, rounding) != Decimal(point["value"]):
        return _("「{name}」の{year}の値が、分子と分母から計算した値とちがいます。")
    return ""


def counts_add_up(snapshot: Json) -> Iterator[Problem]:
    """Rules 5 and 6: each item of a year is counted once, by goal and in all."""
    for stated in snapshot["counts"]:
        fy = stated["fy"]
        again = counts_of(snapshot["items"], fy, stated["grades"])
        by_goal: Counter[str] = Counter()
        for items in _goals(snapshot).values():
            by_goal.update(_flat(counts_of(items, fy, stated["grades"])))
        whole = _flat(stated)
        parts = sum(count for name, count in whole.items() if name != "items")
        agrees = again == stated and +by_goal == +Counter(whole) and parts == stated["items"]
        if not agrees:
            message = _("{year}の評価ごとの件数の合計が、項目の数と合いません。")
            fix = _("システム管理者に知らせてください。")
            yield _problem(5, None, message, fix, year=FiscalYear(fy).wareki)


def _goals(snapshot: Json) -> dict[str | None, list[Json]]:
    parents = {node["key"]: node["parent"] for node in snapshot["nodes"]}
    found: dict[str | None, list[Json]] = {}
    for item in snapshot["items"]:
        key = item["parent"]
        while key is not None and parents[key] is not None:
            key = parents[key]
        found.setdefault(key, []).append(item)
    return found


def _flat(counts: Json) -> dict[str, int]:
    names = ("items", "no_indicator", "not_rated", "excluded")
    return {**{name: counts[name] for name in names}, **counts["grades"]}


def relisted_count_once(snapshot: Json) -> Iterator[Problem]:
    """Rule 6: an item printed twice has its year, its figures and its money in one place."""
    keys = [item["key"] for item in snapshot["items"]]
    for item in snapshot["items"]:
        if keys.count(item["key"]) > 1 or (item["relisted_of"] and item["effects"]):
            message = _("項目{key}が2回数えられています。")
            fix = _("再掲の項目に実績や効果額がないか確かめてください。")
            yield _problem(6, item, message, fix, key=item["key"])


def no_average_of_percentages(snapshot: Json) -> Iterator[Problem]:
    """Rule 7: nothing beside the indicators carries a percentage: no score of the whole plan."""
    for name in ("counts", "effects_totals"):
        for row in snapshot[name]:
            if any(not isinstance(value, int | dict) for value in row.values()):
                message = _("平均や点数が、件数や金額の表に入っています。")
                yield _problem(7, None, message, _("システム管理者に知らせてください。"))


def changed_targets_show_both(snapshot: Json) -> Iterator[Problem]:
    """Rule 8: a target changed after its year began stands beside the old one, with a reason."""
    for item, indicator, point in _points(snapshot):
        for was in point["target_was"]:
            if not was["reason"].strip() or was["value"] is None:
                message = _("「{name}」の{year}の目標を変えた理由がありません。")
                words = {"name": indicator["name"], "year": FiscalYear(point["fy"]).wareki}
                yield _problem(8, item, message, _("理由を書いてください。"), **words)


def grades_follow_the_rule(snapshot: Json) -> Iterator[Problem]:
    """Rule 9 and the scale: a grade is the rule's, or says why not; every word is known."""
    scales = {scale["version"]: scale for scale in snapshot["scales"]}
    if len(scales) != len(snapshot["scales"]):
        message = _("評価の尺度の版の番号が重なっています。")
        yield _problem(9, None, message, _("番号を分けてください。"))
    for item in snapshot["items"]:
        for year in item["years"]:
            scale = scales.get(year["scale_version"])
            if scale is not None and not _is_explained(year, scale):
                message = _("{key} {year}の評価が決まりとちがうのに、理由がありません。")
                words = {"key": item["key"], "year": FiscalYear(year["fy"]).wareki}
                yield _problem(9, item, message, _("理由を書いてください。"), **words)


def _is_explained(year: Json, scale: Json) -> bool:
    codes = {grade["code"] for grade in scale["grades"]}
    known = {year["grade"], year["suggested"], year["headquarters_grade"]} - {None} <= codes
    own = year["grade"] in (None, year["suggested"]) or bool(year["override_reason"].strip())
    theirs = year["headquarters_grade"] in (None, year["grade"])
    return known and own and (theirs or bool(year["headquarters_remark"].strip()))


def points_are_graded_by_the_bands(snapshot: Json) -> Iterator[Problem]:
    """Rule 3 for grades: attainment and bands of the snapshot give the grade of the snapshot."""
    scales = {scale["version"]: scale for scale in snapshot["scales"]}
    for item, indicator, point in _points(snapshot):
        year = next((each for each in item["years"] if each["fy"] == point["fy"]), None)
        scale = scales.get(year["scale_version"]) if year else None
        if scale is None or point["attainment"] is None:
            continue
        bands = [
            Band(grade["code"], _end(band["low"]), _end(band["high"]))
            for grade in scale["grades"]
            for band in grade["bands"]
            if band["attainment"] == point["attainment_kind"]
        ]
        if suggest(bands, Decimal(point["attainment"])) != point["grade"]:
            message = _("「{name}」の{year}の評価が、尺度の決まりと合いません。")
            words = {"name": indicator["name"], "year": FiscalYear(point["fy"]).wareki}
            yield _problem(3, item, message, _("尺度を確かめてください。"), **words)


def _end(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def money_adds_up(snapshot: Json) -> Iterator[Problem]:
    """Rules 14 and 17: whole yen; net = gross − cost; cash is revenue up and expenditure down."""
    for stated in snapshot["effects_totals"]:
        try:
            agrees = effects_totals_of(snapshot["items"], stated["fy"]) == stated
        except ValueError:
            agrees = False
        if not agrees:
            message = _("{year}の効果額の合計が、項目ごとの額と合いません。")
            fix = _("同じ組の効果が2回数えられていないか確かめてください。")
            yield _problem(14, None, message, fix, year=FiscalYear(stated["fy"]).wareki)
    for item in snapshot["items"]:
        for each in item["effects"]:
            yen = [each["gross_yen"], each["cost_yen"], each["net_yen"]]
            if not all(isinstance(value, int) for value in yen) or yen[0] - yen[1] != yen[2]:
                message = _("{key}の効果額の計算が合いません。")
                yield _problem(17, item, message, _("円の整数で入れてください。"), key=item["key"])


def sections_are_named(snapshot: Json) -> Iterator[Problem]:
    """Rules 15 and 16: each year names its one lead section by the name of that year."""
    for item in snapshot["items"]:
        for year in item["years"]:
            if not (year["lead"] and year["lead"]["name"]) and year["state"] != "excluded":
                message = _("{key} {year}の主担当課がありません。")
                words = {"key": item["key"], "year": FiscalYear(year["fy"]).wareki}
                yield _problem(16, item, message, _("主担当の課を決めてください。"), **words)


RULES: tuple[Callable[[Json], Iterator[Problem]], ...] = (
    figures_have_a_source,
    ratios_are_rounded_once,
    counts_add_up,
    relisted_count_once,
    no_average_of_percentages,
    changed_targets_show_both,
    grades_follow_the_rule,
    points_are_graded_by_the_bands,
    money_adds_up,
    sections_are_named,
)
