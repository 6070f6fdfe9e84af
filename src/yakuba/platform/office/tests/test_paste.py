"""The staff list pasted from Excel: every problem shown, all rows or none."""

from datetime import date

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account, Assignment, Person, Post, Section
from yakuba.platform.office.paste import preview_staff, read_roles, store_staff
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section

pytestmark = pytest.mark.django_db

APRIL = date(2024, 4, 1)
TABLE = (
    "課\t氏名\tフリガナ\t職員番号\t職名\t役割\r\n"
    "税務町民課\t佐藤 花\tサトウ ハナ\t１０４２\t主事\t担当者\r\n"
    "税務町民課\t鈴木 一\tスズキ ハジメ\t1001\t課長\t所属長、推進本部\r\n"
    "\r\n"
    "政策推進課\t髙橋 二\tタカハシ フタ\t1002\t係長\t事務局・担当者\r\n"
    "\t阿部 三\tアベ サン\t\t監査委員\t監査委員\r\n"
)


@pytest.fixture
def admin():
    return actor_of(make_account("admin", Role.ADMINISTRATOR), APRIL)


def stored():
    counts = (Section, Person, Post, Assignment, Account)
    return tuple(model.objects.count() for model in counts)


def test_columns_are_found_by_their_names_in_any_order():
    table = (
        "番号\t名前\tふりがな\t所属\t備考\t役職\t役割\n"
        "1042\t佐藤 花\tサトウ\t税務町民課\tx\t主事\t担当者\n"
    )

    row = preview_staff(table, on=APRIL).rows[0]

    assert (row.login_name, row.name, row.section, row.title) == (
        "1042",
        "佐藤 花",
        "税務町民課",
        "主事",
    )
    assert (row.kana, row.roles, row.problems) == ("サトウ", (Role.WRITER,), ())


def test_pasted_table_makes_sections_people_posts_and_accounts(admin):
    make_section()
    before = stored()

    preview = store_staff(TABLE, on=APRIL, actor=admin)

    assert preview.new_sections == ("政策推進課",)
    assert [after - was for after, was in zip(stored(), before, strict=True)] == [1, 4, 4, 4, 3]
    head = actor_of(Account.objects.get(login_name="1001"), APRIL)
    assert str(head) == "税務町民課 課長 鈴木 一"
    assert head.roles == {Role.HEAD, Role.HEADQUARTERS}
    assert not Account.objects.get(login_name="1001").has_usable_password()


def test_pasting_the_same_table_again_changes_nothing(admin):
    store_staff(TABLE.rsplit("\r\n", 2)[0], on=APRIL, actor=admin)
    before = stored(), Person.history.count()

    store_staff(TABLE.rsplit("\r\n", 2)[0], on=APRIL, actor=admin)

    assert (stored(), Person.history.count()) == before


def test_known_number_moves_to_the_new_post_on_the_day(admin):
    store_staff(TABLE, on=APRIL, actor=admin)
    moved = "政策推進課\t佐藤 花\tサトウ ハナ\t1042\t主任\t担当者"

    store_staff(moved, on=date(2025, 4, 1), actor=admin)

    account = Account.objects.get(login_name="1042")
    assert str(actor_of(account, date(2025, 3, 31))) == "税務町民課 主事 佐藤 花"
    assert str(actor_of(account, date(2025, 4, 1))) == "政策推進課 主任 佐藤 花"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("総務課\t\t\t1\t主事\t", "2行目：氏名がありません。氏名を入れてください。"),
        ("総務課\t氏 名\t\t1\t\t", "2行目：職名がありません。職名を入れてください。"),
        (
            "\t氏 名\t\t1\t主事\t担当者",
            "2行目：担当者と所属長には課が要ります。課を入れてください。",
        ),
        (
            "総務課\t氏 名\t\t1042\t主事\t",
            "2行目：職員番号「1042」が表に2回あります。どちらかを直してください。",
        ),
        ("総務課\t氏 名\t\t1\t主事\t\t余り", "2行目：列が7列あります。6列にしてください。"),
        (
            "総務課\t氏 名\t\t123456789018\t主事\t",
            "2行目：個人番号（マイナンバー）と思われる12桁の数字があります。消してください。",
        ),
        (f"総務課\t{'名' * 61}\t\t1\t主事\t", "2行目：60文字を超えています。短くしてください。"),
    ],
)
def test_one_wrong_row_stores_nothing(admin, row, problem):
    good = "総務課\t佐藤 花\tサトウ ハナ\t1042\t主事\t担当者"
    before = stored()

    with pytest.raises(YakubaError) as refused:
        store_staff(f"{good}\n{row}", on=APRIL, actor=admin)

    assert str(refused.value.problems[-1]) == problem
    assert stored() == before


def test_unknown_role_is_named_with_those_that_exist():
    (row,) = preview_staff("総務課\t氏 名\t\t1\t主事\t神様 担当者", on=APRIL).rows

    assert row.roles == (Role.WRITER,)
    assert str(row.problems[0]).startswith(
        "1行目：役割「神様」は分かりません。使える役割：担当者、"
    )


def test_empty_paste_says_what_to_do():
    with pytest.raises(YakubaError, match="表がありません"):
        preview_staff(" \n\t\n", on=APRIL)


def test_roles_are_read_by_word_or_code():
    assert read_roles("所属長,head／auditor") == ((Role.HEAD, Role.AUDITOR), [])


def test_character_of_private_use_is_refused_with_its_row():
    table = "氏名\t職員番号\t職名\t役割\n佐\ue000 花\t1042\t委員\t監査委員\n"

    (row,) = preview_staff(table, on=APRIL).rows

    assert [problem.code for problem in row.problems] == ["paste.private-character"]
    assert row.problems[0].message == "2行目：外字 「\ue000」（U+E000） があります。"
