"""The built town: equal on every run, sound, and with every unpleasant case in it."""

import hashlib
import json
from collections import Counter

import pytest

pytestmark = pytest.mark.django_db  # so that it runs on PostgreSQL too


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def states(demo, fy):
    round_ = demo.row("evaluation.round", fy=fy)["id"]
    return Counter(row["state"] for row in demo.rows("evaluation.sheet", round_id=round_))


def actual(demo, code, fy):
    indicator = demo.row("indicators.indicator", code=code)["id"]
    return demo.row("indicators.actual", indicator_id=indicator, fy=fy)


def test_export_is_equal_on_every_run_and_both_databases(demo, demo_again):
    assert demo.exported == demo_again.exported


def test_published_files_are_equal_on_every_run_and_both_databases(demo, demo_again):
    assert digests(demo.published) == digests(demo_again.published)
    assert {path.name for path in demo.published.glob("20*/r*")} == {"r1", "r2"}


def test_no_figure_is_of_a_day_still_to_come(demo):
    frozen = demo.rows("indicators.calculation")
    typed = demo.rows("indicators.historicalactual")

    assert frozen
    assert [row for row in frozen if (row["as_of"] or "") > row["frozen_at"][:10]] == []
    assert [row for row in typed if (row["as_of"] or "") > row["history_date"][:10]] == []


def test_figures_confirmed_by_finance_are_of_the_end_of_the_closing_period(demo):
    rates = {fy: actual(demo, "2-1-a-1", fy) for fy in (2021, 2022, 2023)}

    assert {fy: (row["as_of"], row["status"]) for fy, row in rates.items()} == {
        2021: ("2022-05-31", "corrected"),
        2022: ("2023-05-31", "confirmed"),
        2023: ("2024-04-30", "provisional"),
    }
    assert "4月末" in rates[2023]["source_note"]


def test_exactly_one_figure_changed_after_freezing_and_all_recompute(demo):
    done = demo.town.run("figures", "verify", "--json")

    found = json.loads(done.stdout)
    assert (done.returncode, found["broken"], len(found["changed"])) == (0, [], 1)
    assert "1-1-a" in found["changed"][0]["message"]


def test_audit_of_the_past_is_whole(demo):
    assert demo.town.run("audit", "verify").returncode == 0
    assert demo.tables["audit.block"][-1]["last_event_id"] == demo.tables["audit.event"][-1]["id"]


def test_events_stand_in_the_order_of_time(demo):
    instants = [row["at"] for row in demo.tables["audit.event"]]

    assert instants == sorted(instants)
    assert instants[-1] < "2024-06-10"


def test_two_years_are_published_and_the_third_half_reported(demo):
    assert states(demo, 2021) == {"published": 26, "corrected": 1}
    assert states(demo, 2022) == {"published": 27}
    assert states(demo, 2023) == {
        "open": 3, "drafting": 7, "proposed": 4, "submitted": 5, "returned": 1, "checked": 7
    }  # fmt: skip
    releases = [(row["fy"], row["number"]) for row in demo.tables["publication.release"]]
    assert releases == [(2021, 1), (2021, 2), (2022, 1)]


def test_counts_of_the_published_years(demo):
    counts = demo.snapshot(2022, 1)["counts"]

    assert [(row["grades"], row["no_indicator"], row["not_rated"]) for row in counts] == [
        ({"done": 7, "near": 11, "miss": 6}, 1, 2),
        ({"done": 11, "near": 10, "miss": 4}, 1, 1),
    ]


def test_a_correction_replaces_a_published_figure_before_the_next_year(demo):
    row = demo.row("publication.correction")

    assert (row["old"], row["new"], row["corrected_on"]) == ("98.4", "98.3", "2022-10-14")
    points = [
        item["indicators"][0]["points"]
        for item in demo.snapshot(2022, 1)["items"]
        if item["key"] == "2-1-a"
    ]
    [point] = [point for point in points[0] if point["fy"] == 2021]
    assert (point["value"], point["was"]["value"]) == ("98.3", "98.4")
    assert point["source_note_en"] != ""


def test_a_returned_report_keeps_the_figure_that_it_had_before(demo):
    sheet = demo.sheet("2-1-f", 2022)
    [pointer] = [row for row in demo.rows("evaluation.sheetfigure", sheet_id=sheet["id"])
                 if row["before_id"]]  # fmt: skip

    before = demo.row("indicators.calculation", id=pointer["before_id"])
    after = demo.row("indicators.calculation", id=pointer["calculation_id"])
    assert (before["value"], after["value"]) == ("93.8000", "93.6000")
    assert sheet["returned_count"] == 1
    waiting = demo.sheet("2-1-e", 2023)
    steps = demo.rows("evaluation.sheetstep", sheet_id=waiting["id"], name="return")
    assert [bool(step["comment"]) for step in steps] == [True]


def test_grades_are_overridden_with_a_reason_and_set_by_headquarters(demo):
    override, adjusted = demo.sheet("1-2-c", 2021), demo.sheet("1-1-b", 2022)

    assert override["grade_id"] != override["suggested_id"]
    assert override["override_reason"] != ""
    assert adjusted["headquarters_grade_id"] not in (None, adjusted["grade_id"])
    assert adjusted["headquarters_remark"] != ""


def test_late_and_on_behalf_are_on_record(demo):
    assert (
        demo.sheet("2-1-e", 2021)["submitted_on"] > demo.row("evaluation.round", fy=2021)["due_on"]
    )
    assert demo.sheet("1-2-b", 2021)["on_behalf_of"] == "教育文化課"


def test_figures_without_value_are_of_three_kinds_and_zero_is_none_of_them(demo):
    without = Counter(
        row["status"] for row in demo.tables["indicators.actual"]
        if row["value"] is None and row["fy"] < 2023
    )  # fmt: skip

    assert without == {"not_available": 1, "not_applicable": 1}
    assert actual(demo, "1-3-a-1", 2021)["status"] == "not_available"
    assert actual(demo, "2-3-a-1", 2022)["status"] == "not_applicable"
    assert actual(demo, "2-1-c-1", 2023)["status"] == "not_yet"
    assert actual(demo, "2-4-c-1", 2021)["value"] == "0.0000"
    zeros = [row for row in demo.tables["indicators.actual"] if row["value"] == "0.0000"]
    assert len(zeros) == 1


def test_targets_and_methods_change_with_their_reasons(demo):
    [changed] = [row for row in demo.tables["indicators.target"] if row["replaces_id"]]
    [method] = demo.rows("indicators.method", number=2)

    old = demo.row("indicators.target", id=changed["replaces_id"])
    assert (old["value"], changed["value"]) == ("160.0000", "300.0000")
    assert (changed["fy"], changed["set_on"]) == (2022, "2022-10-11")
    assert (method["from_fy"], method["breaks_series"]) == (2022, True)
    assert demo.sheet("2-2-b", 2021)["suggestion_trace"]["attained"] == "206.7"


def test_a_renamed_section_keeps_its_name_in_the_year_of_the_old_one(demo):
    [item] = [item for item in demo.snapshot(2022, 1)["items"] if item["key"] == "1-1-c"]

    leads = {year["fy"]: (year["lead"]["name"], year["lead"]["now"]) for year in item["years"]}
    assert leads == {2021: ("健康福祉課", "健康こども課"), 2022: ("健康こども課", None)}


def test_effects_are_of_all_classes_and_count_once(demo):
    classes = {row["effect_class"] for row in demo.tables["evaluation.moneyeffect"]}
    totals = demo.snapshot(2022, 1)["effects_totals"]

    assert classes == {"revenue_up", "expenditure_down", "avoided", "staff_time"}
    assert [(row["cash"], row["avoided"], row["staff_time"]) for row in totals] == [
        (27_617_000, 0, 0),
        (63_284_000, 23_500_000, 281_600),
    ]
    assert {row["status"] for row in demo.tables["evaluation.moneyeffect"]} == {
        "confirmed", "provisional"
    }  # fmt: skip


def test_accounts_of_the_demo_town_open_with_the_shown_password(demo):
    code = (
        "from yakuba.platform.office.models import Account\n"
        "from yakuba.site.demo.office import demo_accounts\n"
        "found = [Account.objects.get(login_name=a.login_name).check_password(a.password)\n"
        "         for a in demo_accounts()]\n"
        "print(len(found), all(found))\n"
    )

    assert demo.town.python(code).split() == ["21", "True"]
