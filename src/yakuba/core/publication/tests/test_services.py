"""Publishing a year: everything or nothing, once, and corrected in the open."""

import os
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.core.evaluation.models import MoneyEffect, Round, Sheet, SheetFigure, SheetStep
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.core.indicators.verification import verify as verify_figures
from yakuba.core.publication import corrections, release, services, store
from yakuba.core.publication.models import Correction, Release
from yakuba.core.publication.tests import town as towns
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform import paths
from yakuba.platform.files.services import store as keep_file
from yakuba.platform.office.rights import DataClass

pytestmark = pytest.mark.django_db

FIRST, SECOND = FiscalYear(2021), FiscalYear(2022)
ON = date(2022, 9, 8)


@pytest.fixture
def town():
    made = towns.found()
    towns.report(made)
    return made


def publish(town, fy=FIRST, **more):
    return services.publish(town.plan, fy, account=town.headquarters, on=ON, **more)


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def wanted(town, **more):
    known = {
        "fy": FIRST,
        "item": town.plan.items.get(item_key="2-a"),
        "cause": "還付した額を差し引いていませんでした。",
        "indicator": town.indicator("2-a"),
        "numerator": Decimal(557000000),
        "denominator": Decimal(567800000),
    }
    return corrections.Wanted(**(known | more))


def test_publishes_the_files_that_were_attached_when_the_figure_was_frozen():
    made = towns.found()
    entry = Entry("not_yet")
    indicator = made.indicator("2-a")
    actual = enter_actual(indicator, FIRST, entry, actor=made.actors["clerk"])
    actual.evidence.add(open_file("決算書.txt"))
    towns.report(made)
    actual.evidence.add(open_file("あとから.txt"))

    publish(made)

    item = next(each for each in store.current_snapshot()["items"] if each["key"] == "2-a")
    files = item["indicators"][0]["points"][0]["evidence_files"]
    assert [file["name"] for file in files] == ["決算書.txt"]
    assert (release.folder_of(made.plan.slug, 2021, 1) / files[0]["path"]).is_file()


def open_file(name):
    upload = SimpleUploadedFile(name, f"{name}の本文".encode(), content_type="text/plain")
    return keep_file(upload, data_class=DataClass.OPEN)


def test_publishing_stores_the_release_and_moves_the_reports(town):
    made = publish(town)

    folder = release.folder_of(town.plan.slug, 2021, 1)
    assert (made.fy, made.number, made.published_on) == (FIRST, 1, ON)
    assert set(Sheet.objects.values_list("state", flat=True)) == {"published"}
    assert SheetStep.objects.filter(name="publish", account=town.headquarters).count() == 3
    assert set(made.calculations.all()) == {row.calculation for row in SheetFigure.objects.all()}
    assert (folder / "ja/items/2-a.html").is_file()
    assert release.current_of(town.plan.slug) == "2021/r1"
    assert not list(folder.parent.glob(".*"))


def test_residents_see_the_release_at_once(town):
    publish(town)

    snapshot = store.current_snapshot(town.plan.slug)

    assert snapshot["release"]["fy"] == 2021
    assert snapshot["changes"][0]["text"] == "令和3年度の評価を公表しました"


def test_reports_that_are_not_accepted_stand_in_the_way(town):
    towns.report(town, SECOND, late=("2-b",))
    publish(town)

    with pytest.raises(YakubaError) as refused:
        publish(town, SECOND)

    assert codes(refused) == ["publish.not-accepted"]
    assert refused.value.problems[0].place == "2-b"
    assert Release.objects.filter(fy=SECOND).count() == 0


def test_year_goes_without_a_late_item_and_takes_it_up_later(town):
    towns.report(town, SECOND, late=("2-b",))
    publish(town)
    publish(town, SECOND, late={"2-b": "担当者の急病"})
    towns.accept(town, "2-b", SECOND)

    again = publish(town, SECOND, reason="遅れていた報告を加えました")

    late = store.read(town.plan.slug, 2022, 1).snapshot
    whole = store.read(town.plan.slug, 2022, 2).snapshot
    assert (again.number, again.late) == (2, {})
    assert [item["years"][1]["state"] for item in late["items"]] == [
        "published",
        "published",
        "late",
    ]
    assert {item["years"][1]["state"] for item in whole["items"]} == {"published"}
    assert Release.objects.filter(fy=FIRST).count() == 1


def test_round_ends_once_all_its_reports_are_published(town):
    towns.report(town, SECOND, late=("2-b",))
    publish(town)
    publish(town, SECOND, late={"2-b": "担当者の急病"})
    before = dict(Round.objects.values_list("fy", "state"))
    towns.accept(town, "2-b", SECOND)

    publish(town, SECOND, reason="遅れていた報告を加えました")

    assert before == {FIRST: "closed", SECOND: "open"}
    assert set(Round.objects.values_list("state", flat=True)) == {"closed"}


def test_late_reason_for_an_accepted_item_is_refused(town):
    with pytest.raises(YakubaError) as refused:
        publish(town, late={"2-a": "いそがしい"})

    assert codes(refused) == ["publish.not-late"]


def test_publishing_twice_says_that_nothing_changed(town):
    publish(town)

    with pytest.raises(YakubaError) as refused:
        publish(town)

    assert codes(refused) == ["publish.nothing-new"]
    assert Release.objects.count() == 1


def test_preview_stores_nothing(town):
    order = services.order_of(town.plan, FIRST)

    drafts, problems = services.preview(order)

    assert problems == []
    assert [draft.snapshot["counts"][0]["items"] for draft in drafts] == [3]
    assert set(Sheet.objects.values_list("state", flat=True)) == {"accepted"}
    assert Release.objects.count() == 0


def test_broken_rule_stops_publishing_before_anything_is_written(town):
    SheetFigure.objects.get(indicator__code="2-a-1").calculation.__class__.objects.filter(
        indicator__code="2-a-1"
    ).update(value=Decimal("12.3"))

    with pytest.raises(YakubaError) as refused:
        publish(town)

    assert "snapshot.4" in codes(refused)
    assert not paths.published().exists()


def test_failure_before_the_move_leaves_nothing(town, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(release, "place", broken)

    with pytest.raises(OSError, match="disk full"):
        publish(town)

    assert Release.objects.count() == 0
    assert set(Sheet.objects.values_list("state", flat=True)) == {"accepted"}
    assert list(release.folder_of(town.plan.slug, 2021, 1).parent.iterdir()) == []


def test_folder_of_a_cut_off_publishing_gives_way(town):
    orphan = release.folder_of(town.plan.slug, 2021, 1)
    orphan.mkdir(parents=True)
    (orphan / "half.html").write_text("half")

    publish(town)

    assert not (orphan / "half.html").exists()
    assert (orphan / "manifest.json").is_file()


def test_stop_request_leaves_nothing(town):
    def stop(text):
        if "ページ" in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(town, step=stop)

    assert Release.objects.count() == 0
    assert list(release.folder_of(town.plan.slug, 2021, 1).parent.iterdir()) == []


def test_change_during_the_making_is_noticed(town):
    def meddle(text):
        if "公表しています" in text:
            town.plan.items.filter(item_key="2-a").update(short_name="ほかの名前")

    with pytest.raises(YakubaError) as refused:
        publish(town, step=meddle)

    assert codes(refused) == ["publish.changed"]
    assert Release.objects.count() == 0


def test_correction_makes_new_releases_of_every_year_that_prints_the_figure(town):
    towns.report(town, SECOND)
    publish(town)
    publish(town, SECOND)

    services.correct(town.plan, wanted(town), account=town.headquarters, on=date(2024, 1, 15))

    assert list(Release.objects.values_list("fy", "number")) == [
        (FIRST, 1),
        (FIRST, 2),
        (SECOND, 1),
        (SECOND, 2),
    ]
    snapshot = store.current_snapshot(town.plan.slug)
    tax = next(item for item in snapshot["items"] if item["key"] == "2-a")
    point = tax["indicators"][0]["points"][0]
    assert (point["value"], point["was"]) == ("98.1", {"value": "98.3", "correction": 1})
    assert (point["status"], tax["years"][0]["state"]) == ("corrected", "corrected")
    assert snapshot["corrections"][0]["release"] == 2
    assert snapshot["release"]["reason"] == "訂正第1号"
    assert town.sheet("2-a").state == "corrected"
    assert verify_figures().broken == []
    assert verify_figures().changed == []


def test_old_release_says_that_a_newer_one_replaces_it(town):
    publish(town)
    services.correct(town.plan, wanted(town), account=town.headquarters, on=date(2024, 1, 15))

    old = release.folder_of(town.plan.slug, 2021, 1)
    page = (old / "ja/items/2-a.html").read_text()

    assert page.count("このページは古い版です。") == 1
    assert 'href="../../../r2/ja/items/2-a.html"' in page
    assert "98.3" in page
    assert (old / "ja/items" / "../../../r2/ja/items/2-a.html").resolve().is_file()


def test_figure_that_brings_another_grade_corrects_the_grade_too(town):
    publish(town)
    low = wanted(town, numerator=Decimal(550000000))

    services.correct(town.plan, low, account=town.headquarters, on=date(2024, 1, 15))

    rows = Correction.objects.order_by("number").values_list("field", "old", "new")
    assert list(rows) == [("value", "98.3", "96.9"), ("grade", "おおむね達成", "未達")]
    assert store.current_snapshot(town.plan.slug)["counts"][0]["grades"]["miss"] == 1


def test_waiting_correction_changes_nothing_and_can_be_taken_back(town):
    publish(town)
    low = wanted(town, numerator=Decimal(550000000))
    made = corrections.propose(town.plan, low, account=town.headquarters, on=ON)

    before = SheetFigure.objects.get(indicator__code="2-a-1").calculation.value
    corrections.withdraw(made[0], account=town.headquarters, on=ON)

    assert before == Decimal("98.3")
    assert Correction.objects.count() == 0
    assert town.indicator("2-a").actuals.get().value == Decimal("98.3")
    with pytest.raises(YakubaError) as refused:
        publish(town)
    assert codes(refused) == ["publish.nothing-new"]


def test_text_is_corrected_with_its_old_words(town):
    publish(town)
    words = wanted(town, indicator=None, field="done_text", text="正しい文です。")

    services.correct(town.plan, words, account=town.headquarters, on=ON)

    row = Correction.objects.get()
    assert (row.old, row.new) == ("2-a できたこと。*強調* #eval(1+1)", "正しい文です。")
    assert town.sheet("2-a").done_text == "正しい文です。"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cause": " "}, "correction.cause"),
        ({"fy": SECOND}, "correction.unpublished"),
        ({"numerator": Decimal(558150200)}, "correction.same"),
        ({"numerator": Decimal(967800000)}, "actual.exceeds"),
        ({"indicator": None}, "correction.figure"),
        ({"field": "state", "text": "x"}, "correction.field"),
        ({"field": "next_text", "text": "次にすること。"}, "correction.same"),
    ],
)
def test_correction_without_sense_is_refused(town, change, code):
    publish(town)

    with pytest.raises(YakubaError) as refused:
        corrections.propose(town.plan, wanted(town, **change), account=None, on=ON)

    assert codes(refused) == [code]
    assert Correction.objects.count() == 0


def test_current_is_set_again_when_it_is_lost(town):
    publish(town)
    os.unlink(paths.published() / town.plan.slug / "current")

    services.settle(town.plan)

    assert release.current_of(town.plan.slug) == "2021/r1"


def test_money_is_corrected_on_every_channel_with_old_and_new(town):
    publish(town)
    effect = MoneyEffect.objects.filter(effect_class="revenue_up").get()
    before = effect.gross_yen, effect.cost_yen
    words = wanted(
        town,
        item=effect.item,
        indicator=None,
        field="effect",
        effect=effect,
        gross_yen=before[0] + 1000,
        cost_yen=before[1],
    )

    made = services.correct(town.plan, words, account=town.headquarters, on=ON)

    row, effect = Correction.objects.get(), MoneyEffect.objects.get(pk=effect.pk)
    assert (row.field, row.old, row.new) == ("gross_yen", str(before[0]), str(before[0] + 1000))
    assert (effect.gross_yen, effect.history.count()) == (before[0] + 1000, 2)
    folder = release.folder_of(town.plan.slug, 2021, made.number)
    assert f",{before[0] + 1000}," in (folder / "data/effects.csv").read_text()
    assert f",{before[0]},{before[0] + 1000},円," in (folder / "data/corrections.csv").read_text()
    page = (folder / f"ja/items/{effect.item.item_key}.html").read_text()
    assert f"{before[0]:,}" in page
    assert f"{before[0] + 1000:,}" in page


def test_proposed_money_changes_nothing_until_it_is_published(town):
    publish(town)
    effect = MoneyEffect.objects.filter(effect_class="revenue_up").get()
    words = wanted(town, item=effect.item, indicator=None, effect=effect, gross_yen=1, cost_yen=2)

    made = corrections.propose(town.plan, words, account=town.headquarters, on=ON)

    assert [row.field for row in made] == ["gross_yen", "cost_yen"]
    assert MoneyEffect.objects.get(pk=effect.pk).gross_yen == effect.gross_yen
    with pytest.raises(YakubaError) as refused:
        corrections.propose(town.plan, words, account=town.headquarters, on=ON)
    assert codes(refused) == ["correction.waiting"]
    corrections.withdraw(made[1], account=town.headquarters, on=ON)
    assert [row.field for row in Correction.objects.all()] == ["gross_yen"]


def test_same_money_is_no_correction(town):
    publish(town)
    effect = MoneyEffect.objects.filter(effect_class="revenue_up").get()
    amounts = {"gross_yen": effect.gross_yen, "cost_yen": effect.cost_yen}
    words = wanted(town, item=effect.item, indicator=None, effect=effect, **amounts)

    with pytest.raises(YakubaError) as refused:
        corrections.propose(town.plan, words, account=town.headquarters, on=ON)

    assert codes(refused) == ["correction.same"]
