"""The building blocks of the hand-written edition: each with every field, to be overridden."""

from typing import Any

Json = dict[str, Any]

DIGEST = "9f3c61a0" + "0" * 48 + "e27b04d5"


def section(name: str, english: str = "", now: str | None = None) -> Json:
    return {"name": name, "name_en": english, "now": now}


def grades() -> list[Json]:
    return [
        {
            "code": "done",
            "word": "達成",
            "word_en": "Achieved",
            "mark": "done",
            "order": 1,
            "rule": "目標に届いた",
            "rule_en": "Target reached",
        },
        {
            "code": "near",
            "word": "おおむね達成",
            "word_en": "Nearly achieved",
            "mark": "near",
            "order": 2,
            "rule": "目標まであと少し（率は0.5ポイント以内）",
            "rule_en": "Within 0.5 points",
        },
        {
            "code": "miss",
            "word": "未達",
            "word_en": "Missed",
            "mark": "miss",
            "order": 3,
            "rule": "それより下",
            "rule_en": "Below that",
        },
    ]


def point(fy: int, value: str | None, target: str | None, **more: Any) -> Json:
    known: Json = {
        "fy": fy,
        "target": target,
        "target_kind": "annual",
        "target_set_on": "2021-04-01",
        "target_was": [],
        "value": value,
        "numerator": None,
        "denominator": None,
        "status": "confirmed",
        "as_of": f"{fy + 1}-03-31",
        "source": "manual",
        "source_note": "",
        "source_note_en": "",
        "entered_on": f"{fy + 1}-06-02",
        "evidence_files": [],
        "calculation": f"c-{fy}",
        "digest": DIGEST,
        "gap": None,
        "attainment": None,
        "attainment_kind": "gap",
        "grade": None,
        "method": 1,
        "breaks": False,
        "break_note": "",
        "was": None,
        "trail": None,
    }
    return known | more


def indicator(code: str, name: str, unit: str, points: list[Json], **more: Any) -> Json:
    known: Json = {
        "id": code,
        "main": True,
        "name": name,
        "name_en": "",
        "why": "",
        "kind": "outcome",
        "unit": unit,
        "unit_en": "",
        "decimals": 0,
        "direction": "up",
        "time_rule": "fy",
        "attainment_kind": "gap",
        "definition": "",
        "definition_en": "",
        "numerator_name": "",
        "numerator_name_en": "",
        "denominator_name": "",
        "denominator_name_en": "",
        "part_unit": "",
        "rounding": "",
        "base": None,
        "base_fy": None,
        "points": points,
    }
    return known | more


def year(fy: int, lead: Json, grade: str | None, **more: Any) -> Json:
    known: Json = {
        "fy": fy,
        "lead": lead,
        "joint": [],
        "every_section": False,
        "state": "published",
        "scale_version": 1,
        "suggested": grade,
        "grade": grade,
        "override_reason": "",
        "headquarters_grade": None,
        "headquarters_remark": "",
        "done": "",
        "not_done": "",
        "next": "",
        "causes": [],
        "submitted_on": f"{fy + 1}-06-20",
        "accepted_on": f"{fy + 1}-07-15",
        "on_behalf": "",
        "one_person": False,
        "stage_planned": "run",
        "stage_actual": "run",
        "actions": [],
    }
    return known | more


def item(key: str, parent: str, code: str, title: str, short: str, **more: Any) -> Json:
    known: Json = {
        "key": key,
        "parent": parent,
        "code": code,
        "title": title,
        "title_en": "",
        "short": short,
        "short_en": "",
        "promise": "",
        "promise_en": "",
        "state": "active",
        "closing_kind": "",
        "start_fy": 2021,
        "end_fy": 2023,
        "predecessors": [],
        "years": [],
        "indicators": [],
        "effects": [],
    }
    return known | more


def effect(fy: int, kind: str, continuity: str, gross: int, **more: Any) -> Json:
    known: Json = {
        "fy": fy,
        "class": kind,
        "continuity": continuity,
        "gross_yen": gross,
        "cost_yen": 0,
        "net_yen": gross - more.get("cost_yen", 0),
        "baseline_kind": "last_year",
        "status": "confirmed",
        "overlap_group": "",
        "counted": True,
        "note": "",
    }
    return known | more


def nodes() -> list[Json]:
    rows = [
        ("1", 1, None, "（１）", "役割分担による協働のまちづくり", "Working together"),
        ("1-1", 2, "1", "①", "町民が主役となる行政運営", "Residents first"),
        ("2", 1, None, "（２）", "持続可能な行財政経営", "Sound finances"),
        ("2-1", 2, "2", "①", "歳入確保と効率的な歳出執行", "Revenue and spending"),
    ]
    names = ("key", "depth", "parent", "code", "title", "title_en")
    return [dict(zip(names, row, strict=True)) | {"text": ""} for row in rows]
