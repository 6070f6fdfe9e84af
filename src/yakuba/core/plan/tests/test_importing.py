"""A document on its way into the town: read, corrected, stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.core.plan import importing, services
from yakuba.core.plan.models import OwnerRole, Ownership, Plan
from yakuba.kernel.problems import YakubaError
from yakuba.platform.db import Conflict
from yakuba.platform.files import services as files
from yakuba.platform.office.models import Section

pytestmark = pytest.mark.django_db

DOCUMENT = """みほん町行財政改革プラン

計画期間は、令和3年度から令和5年度までとします。

実施計画項目一覧

（１）．開かれた役場
①声を聞く
実施計画№ 実施計画項目 担当課
(1)-①-a 声の箱を置く 総務課
(1)-①-ｂ 広報を読みやすくする 各該当課　企画課

（２）．健全な財政
①むだを減らす
実施計画№ 実施計画項目 担当課
(2)-①-a 印刷を減らす 総務課
"""


@pytest.fixture
def reading():
    upload = SimpleUploadedFile("plan.txt", DOCUMENT.encode())
    return importing.read_file(files.store(upload), account=None)


def head_of(reading):
    return {name: reading.tree[name] for name in importing.HEAD}


def correct(reading, rows, **more):
    wanted = {"head": head_of(reading), "settled": [], "expected_version": reading.version} | more
    return importing.correct(reading, rows=rows, **wanted)


def keys(reading):
    return [row["key"] for row in importing.rows_of(reading.tree)]


def test_reading_keeps_the_tree_beside_its_lines(reading):
    items = reading.tree["items"]

    assert [(item["key"], item["code"]) for item in items] == [
        ("1-1-a", "(1)-①-a"),
        ("1-1-b", "(1)-①-ｂ"),
        ("2-1-a", "(2)-①-a"),
    ]
    assert reading.lines[items[0]["place"]["line"] - 1] == "(1)-①-a 声の箱を置く 総務課"


def test_correcting_nothing_changes_nothing(reading):
    before = [dict(row) for row in importing.rows_of(reading.tree)]

    correct(reading, importing.rows_of(reading.tree))

    assert importing.rows_of(reading.tree) == before


def test_dropping_a_row_gives_the_rest_their_keys_by_position(reading):
    rows = [row for row in importing.rows_of(reading.tree) if not row["key"].startswith("1")]

    correct(reading, rows)

    assert keys(reading) == ["1", "1-1", "1-1-a"]


def test_moving_an_item_keeps_what_is_printed(reading):
    rows = importing.rows_of(reading.tree)
    moved = next(row for row in rows if row["key"] == "1-1-b")
    moved["parent"] = "2-1"

    correct(reading, rows)

    assert [item["key"] for item in reading.tree["items"]] == ["1-1-a", "2-1-b", "2-1-a"]
    assert reading.tree["items"][1]["code"] == "(1)-①-ｂ"


def test_new_item_without_a_code_takes_the_next_index(reading):
    new = {"key": "", "parent": "2-1", "code": None, "title": "足した項目"}
    new |= {"sections": ["総務課"], "every_section": False, "text": "", "place": {}}

    correct(reading, [*importing.rows_of(reading.tree), new])

    assert keys(reading)[-1] == "2-1-2"


def test_row_without_title_or_parent_is_refused_and_nothing_is_stored(reading):
    rows = importing.rows_of(reading.tree)
    rows[2]["title"] = " "
    rows = [row for row in rows if row["key"] != "2-1"]

    with pytest.raises(YakubaError) as refused:
        correct(reading, rows)

    assert [problem.code for problem in refused.value.problems] == ["row.title", "row.parent"]
    reading.refresh_from_db()
    assert len(reading.tree["items"]) == 3


def test_correction_of_an_old_version_is_a_conflict(reading):
    correct(reading, importing.rows_of(reading.tree))

    with pytest.raises(Conflict):
        correct(reading, importing.rows_of(reading.tree), expected_version=1)


def test_plan_from_a_reading_has_the_same_tree_and_its_sections(reading):
    plan = importing.make_plan(reading, slug="", add_sections=True, account=None)

    stored = services.tree_of(plan.versions.get())

    assert plan.slug == "plan-2021"
    assert [item["title"] for item in stored["items"]] == [
        item["title"] for item in reading.tree["items"]
    ]
    assert list(Section.objects.values_list("name", flat=True)) == ["総務課", "企画課"]
    roles = Ownership.objects.filter(item__item_key="1-1-b").order_by("pk")
    assert [(row.section and row.section.name, row.role) for row in roles] == [
        ("企画課", OwnerRole.LEAD),
        (None, OwnerRole.JOINT),
    ]


def test_reading_is_stored_once(reading):
    importing.make_plan(reading, slug="first", add_sections=True, account=None)

    with pytest.raises(YakubaError) as refused:
        importing.make_plan(reading, slug="second", add_sections=True, account=None)

    assert [problem.code for problem in refused.value.problems] == ["reading.stored"]
    assert list(Plan.objects.values_list("slug", flat=True)) == ["first"]


@pytest.mark.parametrize("slug", ["items", "readings"])
def test_address_of_a_staff_page_is_refused(reading, slug):
    with pytest.raises(YakubaError) as refused:
        importing.make_plan(reading, slug=slug, add_sections=True, account=None)

    assert [problem.code for problem in refused.value.problems] == ["plan.slug"]
    assert Section.objects.count() == 0


def test_settled_findings_are_remembered(reading):
    reading.tree["findings"] = [
        {"level": "warning", "place": {"line": 7}, "code": "title-joined", "message": "…"}
    ]

    correct(reading, importing.rows_of(reading.tree), settled=["title-joined@7"])

    assert [row["is_settled"] for row in importing.open_findings(reading)] == [True]
