"""The words of the report, ready to be set: every number formatted, every line chosen.

Numbers keep the digits of the snapshot; nothing is computed here.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils import translation

from yakuba.core.evaluation.models import (
    BaselineKind,
    Continuity,
    EffectClass,
    EffectStatus,
    Stage,
)
from yakuba.core.publication import canonical, words
from yakuba.core.publication.book.figures import Figure, figure
from yakuba.core.publication.edition import Edition, Goal, Grade, section_names, unit_of
from yakuba.platform.ui.formats import NOTHING, number, wareki, wareki_fy

Json = dict[str, Any]

GLYPHS: Final = {"done": "●", "near": "○", "miss": "▲", "none": "―"}
STATES: Final = {"late": "報告が間に合いませんでした", "excluded": "評価の対象外"}


def contents(snapshot: Json) -> Json:
    """Return everything that the report prints about the newest year of an edition."""
    edition = Edition(snapshot)
    fy = int(snapshot["release"]["fy"])
    with translation.override("ja"):
        return {
            "cover": _cover(edition, fy),
            "reading": _reading(edition, fy),
            "summary": _summary(edition, fy),
            "listing": [_list_goal(edition, goal, fy) for goal in edition.goals],
            "items": [
                _item(edition, item, goal, fy) for goal in edition.goals for item in goal.items
            ],
            "money": _money(edition),
            "corrections": [_correction(edition, each) for each in snapshot["corrections"]],
            "proof": _proof(snapshot),
        }


def _cover(edition: Edition, fy: int) -> Json:
    release, town = edition.release or {}, edition.town
    number_of = release["number"]
    return {
        "town": f"{town['prefecture']}{town['name']}",
        "plan": edition.plan["title"],
        "title": f"{wareki_fy(fy)} 評価報告書",
        "span": f"計画の期間　{words.years(edition.plan['start_fy'], edition.plan['end_fy'])}",
        "published": f"{wareki(release['published_on'])}　公表（第{number_of}版）",
        "day": release["published_on"],
        "contact": town["contact"],
        "reason": f"この版を出した理由　{release['reason']}" if release["reason"] else "",
        "sample": "見本データ：数字・意見・氏名はすべて架空です" if release["sample"] else "",
        "language": "ja",
    }


def _reading(edition: Edition, fy: int) -> Json:
    return {
        "scale": [
            {"mark": GLYPHS[grade.mark], "word": grade.word, "rule": grade.rule}
            for grade in edition.grades(fy)
        ],
        "unrated": "指標なし・評価なし・対象外",
    }


def mark(grade: Grade) -> str:
    """Return a grade as it is printed: its shape and its word."""
    return f"{GLYPHS[grade.mark]} {grade.word}"


def _summary(edition: Edition, fy: int) -> Json:
    tallies = edition.tally(edition.items, fy)
    total = sum(tally.count for tally in tallies)
    best = tallies[0] if edition.grades(fy) else None
    sentence = f"{total}の項目を報告しました。"
    if best is not None:
        sentence = f"{total}の項目のうち、{best.count}が「{best.grade.word}」でした。"
    return {
        "sentence": sentence,
        "heads": [mark(tally.grade) for tally in tallies],
        "rows": [
            [_goal_name(edition, goal), *_counts(edition, goal, fy), *_total(edition, goal, fy)]
            for goal in edition.goals
        ],
        "foot": ["計", *(str(tally.count) for tally in tallies), str(total)],
        "overrides": list(_overrides(edition, fy)),
        "late": list(_late(edition, fy)),
    }


def _counts(edition: Edition, goal: Goal, fy: int) -> list[str]:
    own = {tally.grade.code: tally.count for tally in edition.tally(goal.items, fy)}
    return [str(own.get(tally.grade.code, 0)) for tally in edition.tally(edition.items, fy)]


def _total(edition: Edition, goal: Goal, fy: int) -> list[str]:
    return [str(sum(tally.count for tally in edition.tally(goal.items, fy)))]


def _goal_name(edition: Edition, goal: Goal) -> str:
    code = goal.node.get("code") or ""
    return f"{code} {goal.node['title']}".strip()


def _overrides(edition: Edition, fy: int) -> Iterator[Json]:
    for item in edition.counted(edition.items, fy):
        year = edition.year_of(item, fy) or {}
        rule = edition.grade(year.get("scale_version"), year.get("suggested"))
        own = edition.grade(year.get("scale_version"), year.get("grade"))
        if own is not None and own != rule:
            yield {
                "name": _name(item),
                "rule": mark(rule) if rule else NOTHING,
                "own": mark(own),
                "reason": year["override_reason"],
            }


def _late(edition: Edition, fy: int) -> Iterator[Json]:
    for item in edition.counted(edition.items, fy):
        year = edition.year_of(item, fy) or {}
        if year.get("state") == "late":
            yield {"name": _name(item), "reason": year.get("late_reason", "")}


def _name(item: Json) -> str:
    return f"{item['code'] or ''} {item['title']}".strip()


def _list_goal(edition: Edition, goal: Goal, fy: int) -> Json:
    items = [item for item in goal.items if edition.year_of(edition.source(item), fy)]
    return {"title": _goal_name(edition, goal), "rows": [_list_row(edition, i, fy) for i in items]}


def _list_row(edition: Edition, item: Json, fy: int) -> list[str]:
    source = edition.source(item)
    indicator = edition.main_indicator(source)
    shown = figure(indicator, edition.point_of(indicator, fy)) if indicator else None
    year = edition.year_of(source, fy) or {}
    return [
        item["code"] or "",
        item["title"],
        str(section_names(year)),
        shown.target if shown else NOTHING,
        shown.value if shown else NOTHING,
        mark(edition.standing(item, fy)),
    ]


def _item(edition: Edition, item: Json, goal: Goal, fy: int) -> Json:
    source = edition.source(item)
    year = edition.year_of(source, fy)
    return {
        "name": _name(item),
        "path": "　".join(f"{n['code'] or ''} {n['title']}" for n in edition.path(item["parent"])),
        "promise": item["promise"],
        "section": str(section_names(year)) if year else NOTHING,
        "grade": mark(edition.standing(item, fy)),
        "relisted": _relisted(edition, item),
        "indicators": [_indicator(each) for each in source["indicators"]],
        "report": _report(edition, year) if year else None,
        "actions": [_action(each) for each in year["actions"]] if year else [],
        "past": list(_past(edition, source, fy)),
    }


def _relisted(edition: Edition, item: Json) -> str:
    key = item.get("relisted_of")
    return f"再掲：{_name(edition.item_of[key])}" if key else ""


def _indicator(indicator: Json) -> Json:
    points = [figure(indicator, point) for point in indicator["points"]]
    return {
        "name": f"{indicator['name']}（{unit_of(indicator)}）",
        "numerator": indicator["numerator_name"] if _is_ratio(indicator) else "",
        "denominator": indicator["denominator_name"],
        "rows": [each.row for each in points],
        "sources": [_evidence(each, indicator) for each in points if each.source],
        "notes": [note for each in points for note in each.notes],
        "words": "　".join(_method(indicator)),
    }


def _is_ratio(indicator: Json) -> bool:
    return bool(indicator["denominator_name"])


def _evidence(shown: Figure, indicator: Json) -> list[str]:
    """Return year, parts where there are any, source and calculation of a figure."""
    year, *source = shown.source
    if not _is_ratio(indicator):
        return [year, *source]
    return [year, *(shown.parts or (NOTHING, NOTHING)), *source]


def _method(indicator: Json) -> Iterator[str]:
    if indicator["definition"]:
        yield f"計算の式：{indicator['definition']}"
    if indicator["rounding"]:
        yield f"端数：{indicator['rounding']}"
    if indicator["base"] is not None:
        base = f"{number(indicator['base'])}{unit_of(indicator)}"
        yield f"基準値：{base}（{wareki_fy(indicator['base_fy'])}）"
    yield _kind(indicator["attainment_kind"])


def _kind(kind: str) -> str:
    return {
        "gap": "目標との差（実績−目標）で評価します。",
        "ratio": "目標に対する割合（実績÷目標）で評価します。",
        "progress": "基準値からの進み（（実績−基準値）÷（目標−基準値））で評価します。",
        "met": "目標に届いたかどうかで評価します。",
    }[kind]


def _report(edition: Edition, year: Json) -> Json:
    rule = edition.grade(year.get("scale_version"), year.get("suggested"))
    theirs = edition.grade(year.get("scale_version"), year.get("headquarters_grade"))
    return {
        "state": STATES.get(year["state"], ""),
        "reason": year.get("late_reason", ""),
        "texts": [
            {"head": head, "text": text}
            for head, text in (
                ("できたこと", year["done"]),
                ("できなかったことと、その理由", year["not_done"]),
                ("次にすること", year["next"]),
                ("主な原因", "、".join(year["causes"])),
                ("決まりとちがう評価の理由", year["override_reason"]),
                ("本部の評価", mark(theirs) if theirs else ""),
                ("本部の意見", year["headquarters_remark"]),
            )
            if text
        ],
        "rule": f"決まりによる評価　{mark(rule)}" if rule else "",
        "days": "　".join(_days(year)),
    }


def _days(year: Json) -> Iterator[str]:
    if year["submitted_on"]:
        yield f"提出　{wareki(year['submitted_on'])}"
    if year["accepted_on"]:
        yield f"本部の了承　{wareki(year['accepted_on'])}"
    if year["on_behalf"]:
        yield f"事務局が代わりに入力（{year['on_behalf']}）"
    if year["one_person"]:
        yield "書いた人が自分で承認（一人係）"


def _action(action: Json) -> list[str]:
    return [
        action["planned"],
        str(Stage(action["stage_planned"]).label),
        action["actual"] or NOTHING,
        str(Stage(action["stage_actual"]).label) if action["stage_actual"] else NOTHING,
    ]


def _past(edition: Edition, item: Json, fy: int) -> Iterator[list[str]]:
    for year in item["years"]:
        if year["fy"] < fy:
            yield [wareki_fy(year["fy"]), mark(edition.standing(item, year["fy"]))]


def _money(edition: Edition) -> Json:
    names = ("revenue_up", "expenditure_down", "cash", "avoided", "staff_time")
    totals = edition.snapshot["effects_totals"]
    years = ({"title": wareki_fy(fy), "rows": _effects(edition, fy)} for fy in _years(totals))
    return {
        "totals": [
            [wareki_fy(row["fy"]), *(number(row[name]) for name in names)] for row in totals
        ],
        "years": [year for year in years if year["rows"]],
    }


def _years(totals: Iterable[Json]) -> list[int]:
    """Return the years with sums, the newest first."""
    return sorted((row["fy"] for row in totals), reverse=True)


def _effects(edition: Edition, fy: int) -> list[list[str]]:
    return [
        _effect(item, each)
        for item in edition.items
        for each in item["effects"]
        if each["fy"] == fy
    ]


def _effect(item: Json, effect: Json) -> list[str]:
    kind = [
        str(EffectClass(effect["class"]).label),
        str(Continuity(effect["continuity"]).label),
        f"{BaselineKind(effect['baseline_kind']).label}とくらべて",
        "" if effect["counted"] else "合計に入れない",
        effect["note"],
    ]
    return [
        item["code"] or item["key"],
        "、".join(part for part in kind if part),
        number(effect["gross_yen"]),
        number(effect["cost_yen"]),
        number(effect["net_yen"]),
        str(EffectStatus(effect["status"]).label),
    ]


def _correction(edition: Edition, row: Json) -> Json:
    unit = row["unit"].replace("%", "％")
    return {
        "name": f"訂正第{row['no']}号　{_name(edition.item_of[row['item']])}",
        "lines": [
            ["訂正した日", wareki(row["date"])],
            ["場所", row["label"]],
            ["前の値", _corrected(row["old"], unit)],
            ["正しい値", _corrected(row["new"], unit)],
            ["原因", row["cause"]],
        ],
    }


def _corrected(value: str, unit: str) -> str:
    return f"{number(value)}{unit}" if unit and _is_number(value) else value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdigit()


def _proof(snapshot: Json) -> Json:
    lines: Iterable[tuple[str, str]] = (
        ("スナップショットの指紋（SHA-256）", canonical.digest(canonical.encode(snapshot))),
        ("作った日時（協定世界時）", snapshot["made_at"]),
        ("ソフトウェア", f"Yakuba {snapshot['software']}"),
        ("団体コード", snapshot["town"]["code"]),
    )
    return {"lines": [list(line) for line in lines]}
