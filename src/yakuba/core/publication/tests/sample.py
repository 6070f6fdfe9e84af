"""A small edition written by hand: every unpleasant case of a public page in three items."""

import copy

from yakuba.core.publication.tests.sample_parts import (
    DIGEST,
    Json,
    effect,
    grades,
    indicator,
    item,
    nodes,
    point,
    section,
    year,
)

__all__ = ["DIGEST", "item", "large", "snapshot", "unpublished"]


def collection_points() -> list[Json]:
    return [
        point(2018, "97.9", None),
        point(2020, "98.0", None),
        point(
            2021,
            "98.3",
            "98.5",
            gap="-0.2",
            attainment="-0.2",
            grade="near",
            numerator=558150200,
            denominator=567800000,
            target_was=[
                {"value": "98.6", "set_on": "2021-04-01", "reason": "制度の改正があったため"}
            ],
            was={"value": "98.4", "correction": 1},
            source_note="令和3年度決算書 12頁",
        ),
        point(
            2022,
            "98.6",
            "98.8",
            gap="-0.2",
            attainment="-0.2",
            grade="near",
            numerator=559900100,
            denominator=567842300,
            as_of="2023-05-31",
            source_note="令和4年度決算書 12頁",
            evidence_files=[{"name": "決算書.pdf", "path": "evidence/kessan-r4.pdf"}],
        ),
        point(2023, None, "99.0", status="not_yet", grade=None),
    ]


def collection() -> Json:
    return indicator(
        "2-1-a-1",
        "町税の収納率",
        "%",
        collection_points(),
        decimals=1,
        name_en="Tax collection rate",
        unit_en="%",
        definition="収入済額 ÷ 調定額 × 100",
        numerator_name="納められた額（収入済額）",
        denominator_name="納めるはずの額（調定額）",
        part_unit="円",
        rounding="小数第2位を四捨五入",
        base="98.0",
        base_fy=2020,
    )


def tax_years() -> list[Json]:
    lead = section("税務町民課", "Tax Division", now="税務課")
    return [
        year(
            2021,
            lead,
            "near",
            done="口座振替の案内を送りました。",
            not_done="軽自動車税が残りました。",
            causes=["人手・時間"],
        ),
        year(
            2022,
            section("税務町民課", "Tax Division"),
            "done",
            suggested="near",
            override_reason="納期の後の入金を確かめたため",
            headquarters_remark="次の年も続けること",
            done="スマートフォンで納められるようにしました。",
            next="窓口で案内を渡します。",
            one_person=True,
            actions=[
                {
                    "sequence": 1,
                    "planned": "口座振替の案内を送る",
                    "actual": "全世帯に送った",
                    "stage_planned": "run",
                    "stage_actual": "continue",
                    "done_on": "2022-10-01",
                }
            ],
        ),
    ]


def tax() -> Json:
    """Return an item with a correction, a missing year, a changed target and effects."""
    write_off = indicator(
        "2-1-a-2",
        "不納欠損額",
        "千円",
        [point(2022, "1284", None)],
        main=False,
        direction="down",
    )
    effects = [
        effect(2022, "revenue_up", "continuing", 4520500, cost_yen=1200000),
        effect(2022, "avoided", "once", 12000000),
        effect(2022, "staff_time", "continuing", 350400, counted=False, overlap_group="rpa"),
    ]
    return item(
        "2-1-a",
        "2-1",
        "(2)-①-ａ",
        "町税収納率向上の取組",
        "町税の収納率",
        title_en="Raising the tax collection rate",
        short_en="Tax collection",
        promise="納期のうちに納めていただく割合を、3年間で99.0％に高めます。",
        years=tax_years(),
        indicators=[collection(), write_off],
        effects=effects,
    )


def drills() -> Json:
    """Return an item whose actual is zero and whose target is passed the other year."""
    count = indicator(
        "1-1-a-1",
        "防災訓練の回数",
        "回",
        [
            point(2021, "31", "15", gap="16", attainment="206.7", grade="done"),
            point(2022, "0", "15", gap="-15", attainment="0.0", grade="miss"),
        ],
        attainment_kind="ratio",
        unit_en="drills",
    )
    lead = section("総務課", "General Affairs Division")
    for each in count["points"]:
        each["attainment_kind"] = "ratio"
    return item(
        "1-1-a",
        "1-1",
        "(1)-①-a",
        "地域の防災力の向上",
        "防災訓練",
        short_en="Disaster drills",
        years=[year(2021, lead, "done"), year(2022, lead, "miss", not_done="中止が続きました。")],
        indicators=[count],
    )


def people() -> Json:
    """Return an item that nothing measures."""
    lead = section("総務課", "General Affairs Division")
    return item(
        "1-1-b",
        "1-1",
        "(1)-①-b",
        "人材の活用",
        "人材の活用",
        short_en="Making the most of staff",
        years=[year(2021, lead, None), year(2022, lead, None)],
    )


def snapshot() -> Json:
    """Return a fresh copy of the edition."""
    return copy.deepcopy(EDITION)


def unpublished() -> Json:
    """Return a plan of which no year is published."""
    edition = snapshot()
    for each in edition["items"]:
        each["effects"] = []
        each["years"] = [year(2021, each["years"][0]["lead"], None, state="open")]
        for one in each["indicators"]:
            one["points"] = [point(2021, None, "98.5", status="not_yet") for _ in one["points"][:1]]
    empty: Json = {"release": None, "counts": [], "changes": [], "corrections": []}
    return edition | empty | {"effects_totals": [], "due": {"fy": 2021, "on": "2022-09-30"}}


def large(items: int) -> Json:
    """Return an edition with so many items under its two measures."""
    edition = snapshot()
    models = edition["items"]
    edition["items"] = [
        copy.deepcopy(models[index % 3]) | {"key": f"{models[index % 3]['parent']}-{index}"}
        for index in range(items)
    ]
    edition["items"].sort(key=lambda each: str(each["parent"]))
    return edition | {"corrections": [], "changes": []}


EDITION: Json = {
    "schema": "yakuba.snapshot/1",
    "software": "0.1.0",
    "made_at": "2023-09-08T01:00:00Z",
    "release": {
        "fy": 2022,
        "number": 1,
        "published_on": "2023-09-08",
        "sample": True,
        "reason": "",
        "reason_en": "",
    },
    "town": {
        "code": "063231",
        "name": "朝日町（見本）",
        "name_en": "Asahi Town (sample)",
        "prefecture": "山形県",
        "prefecture_en": "Yamagata",
        "contact": "政策推進課",
        "contact_en": "Policy Promotion Division",
    },
    "plan": {
        "slug": "3rd-2021",
        "title": "第３次朝日町行財政改革実現プラン",
        "title_en": "Third Reform Plan",
        "ordinal": 3,
        "start_fy": 2021,
        "end_fy": 2023,
        "version": 1,
        "legal_basis": "",
        "levels": [
            {"depth": 1, "name": "目標", "name_en": "Goal"},
            {"depth": 2, "name": "方策", "name_en": "Measure"},
            {"depth": 3, "name": "項目", "name_en": "Item"},
        ],
    },
    "scales": [
        {
            "code": "三段階",
            "version": 1,
            "from_fy": 2021,
            "title": "三段階の評価",
            "title_en": "Three grades",
            "grades": grades(),
        }
    ],
    "nodes": nodes(),
    "items": [drills(), people(), tax()],
    "counts": [
        {
            "fy": 2021,
            "items": 3,
            "grades": {"done": 1, "near": 1, "miss": 0},
            "no_indicator": 1,
            "not_rated": 0,
            "excluded": 0,
        },
        {
            "fy": 2022,
            "items": 3,
            "grades": {"done": 1, "near": 0, "miss": 1},
            "no_indicator": 1,
            "not_rated": 0,
            "excluded": 0,
        },
    ],
    "effects_totals": [
        {
            "fy": 2022,
            "revenue_up": 3320500,
            "expenditure_down": 0,
            "cash": 3320500,
            "avoided": 12000000,
            "staff_time": 0,
        }
    ],
    "changes": [
        {
            "date": "2023-09-08",
            "item": None,
            "text": "令和4年度の評価を公表しました",
            "text_en": "Results of FY2022 published",
        },
        {
            "date": "2022-10-15",
            "item": "2-1-a",
            "text": "令和3年度の実績を訂正しました",
            "text_en": "",
        },
    ],
    "corrections": [
        {
            "no": 1,
            "date": "2022-10-15",
            "fy": 2021,
            "release_fy": 2021,
            "release": 2,
            "item": "2-1-a",
            "indicator": "2-1-a-1",
            "field": "value",
            "label": "令和3年度の実績",
            "label_en": "Actual of FY2021",
            "old": "98.4",
            "new": "98.3",
            "unit": "%",
            "cause": "納めすぎの額を差し引いていませんでした。",
            "cause_en": "",
        }
    ],
}
