import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yakuba.platform.audit.models import Event
from yakuba.platform.office.models import Post, Section
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

pytestmark = [pytest.mark.urls("yakuba.platform.ui.tests.urls"), pytest.mark.django_db]

HEAD = "名称\tコード\t種類\t設置日\n"


@pytest.fixture
def admin(client):
    """Return a client of the administrator, with the town and one section."""
    make_town()
    make_section("tax", "税務町民課", position=1)
    client.force_login(make_account("s1", Role.ADMINISTRATOR))
    return client


def typed(page, **changes):
    """Return what a browser would send: every control of the table's form, with changes."""
    forms = page.content.decode().split("<form")
    form = next(form for form in forms if 'name="once"' in form).split("</form>")[0]
    sent = {}
    for control in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{a}="([^"]*)"', control) for a in ("name", "value"))
        if name and 'type="checkbox"' not in control:
            sent[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent | {"do": "save"} | changes


def paste(client, block, do="preview", **more):
    """Return the answer to a pasted block."""
    return client.post(reverse("sections"), {"do": do, "block": block} | more)


def digest(page):
    """Return the digest of the changes that a page shows."""
    return re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]


def test_table_saves_changed_and_new_rows_with_history_and_one_event(admin):
    section = Section.objects.get()
    page = admin.get(reverse("sections"))
    changes = {
        f"row-{section.pk}-name": "税務住民課",
        "new-0-code": "edu",
        "new-0-name": "教育文化課",
        "new-0-valid_from": "令和2年4月1日",
    }

    answer = admin.post(reverse("sections"), typed(page, **changes))

    assert "></textarea>" in page.content.decode()
    assert answer.status_code == 302
    assert sorted(Section.objects.values_list("code", "name", "valid_from", "version")) == [
        ("edu", "教育文化課", date(2020, 4, 1), 1),
        ("tax", "税務住民課", date(2020, 4, 1), 2),
    ]
    assert section.history.count() == 2
    assert Event.objects.filter(action="office.write").values_list("count", flat=True)[0] == 2


def test_same_form_sent_twice_adds_once(admin):
    changes = {"new-0-code": "edu", "new-0-name": "教育文化課", "new-0-valid_from": "R2.4.1"}
    sent = typed(admin.get(reverse("sections")), **changes)

    answers = [admin.post(reverse("sections"), sent).status_code for _time in range(2)]

    assert answers[0] == 302
    assert Section.objects.filter(code="edu").count() == 1


def test_wrong_cell_is_named_by_row_and_column_and_nothing_is_stored(admin):
    section = Section.objects.get()
    changes = {f"row-{section.pk}-name": "税務住民課", f"row-{section.pk}-valid_from": "6月31日"}

    answer = admin.post(reverse("sections"), typed(admin.get(reverse("sections")), **changes))

    page = answer.content.decode()
    assert "<title>エラー：課" in page
    assert "1行目 設置日：" in page
    assert 'value="6月31日"' in page
    assert 'value="税務住民課"' in page
    assert Section.objects.get().name == "税務町民課"


def test_row_that_somebody_else_stored_is_not_overwritten_unseen(admin):
    section = Section.objects.get()
    sent = typed(admin.get(reverse("sections")), **{f"row-{section.pk}-position": "7"})
    other = Section.objects.get()
    other.name, other.version = "住民課", 2
    other.save()

    refused = admin.post(reverse("sections"), sent)
    kept = admin.post(reverse("sections"), typed(refused) | {f"row-{section.pk}-theirs": "1"})

    assert "ほかの人がこの行を保存しました" in refused.content.decode()
    assert kept.status_code == 302
    assert Section.objects.values_list("name", "position", "version")[0] == ("住民課", 1, 2)


def test_row_is_stored_over_the_other_when_sent_again(admin):
    section = Section.objects.get()
    sent = typed(admin.get(reverse("sections")), **{f"row-{section.pk}-position": "7"})
    other = Section.objects.get()
    other.name, other.version = "住民課", 2
    other.save()

    refused = admin.post(reverse("sections"), sent)
    admin.post(reverse("sections"), typed(refused))

    assert Section.objects.values_list("name", "position", "version")[0] == ("税務町民課", 7, 3)


def test_paste_shows_what_would_change_and_stores_nothing(admin):
    block = HEAD + "税務住民課\ttax\t課・室\tR2.4.1\n教育文化課\tedu\t課・室\t2020-04-01\n"

    page = paste(admin, block).content.decode()

    assert page.count(f">{block}</textarea>") == 2
    assert "<del>税務町民課</del>" in page
    assert "<ins>税務住民課</ins>" in page
    assert re.findall(r"<li><b>(\d)</b>", page) == ["1", "1", "0", "0"]
    assert Section.objects.count() == 1


def test_paste_stores_what_was_shown_and_again_changes_nothing(admin):
    block = HEAD + "税務住民課\tｔａｘ\t課・室\tR2.4.1\n教育文化課\tedu\t局・委員会\t2020-04-01\n"
    shown = paste(admin, block)

    first = paste(admin, block, "apply", digest=digest(shown), once="k1")
    again = paste(admin, block).content.decode()

    assert first.status_code == 302
    assert set(Section.objects.values_list("code", "name", "kind", "position")) == {
        ("tax", "税務住民課", "section", 1),
        ("edu", "教育文化課", "bureau", 0),
    }
    assert re.findall(r"<li><b>(\d)</b>", again) == ["0", "0", "2", "0"]


def test_paste_is_shown_again_when_the_rows_changed_in_between(admin):
    block = HEAD + "税務住民課\ttax\t課・室\tR2.4.1\n"
    shown = paste(admin, block)
    other = Section.objects.get()
    other.name = "住民課"
    other.save()

    answer = paste(admin, block, "apply", digest=digest(shown))

    assert "<del>住民課</del>" in answer.content.decode()
    assert Section.objects.get().name == "住民課"


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("名称\tコード\t色\n", "1行目の「色」は、この表の列の名前ではないか、2回あります。"),
        ("名称\n税務課\n", "「コード」の列がないので、どの行か分かりません。"),
        (HEAD + "教育課\tedu\t部\tR2.4.1\n", "2行目「種類」：「部」という選択肢はありません。"),
        (HEAD + "教育課\tedu\t課・室\tR2.2.30\n", "2行目「設置日」："),
        (HEAD + "教育課\t\t課・室\tR2.4.1\n", "2行目「コード」："),
        (HEAD + "\n甲\ttax\n乙\ttax\n", "4行目は、3行目と同じ行を指しています。"),
        (HEAD + "甲\ta\t課・室\tR2.4.1\t余り\n", "2行目に、列の名前のないセルがあります。"),
        ("", "貼り付けた表の1行目に、列の名前がありません。"),
    ],
)
def test_paste_with_an_error_names_the_place_and_stores_nothing(admin, block, message):
    good = HEAD + "税務住民課\ttax\t課・室\tR2.4.1\n"
    lines = block + good.splitlines()[1] if block.startswith(HEAD) and "甲" not in block else block

    page = paste(admin, lines)
    stored = paste(admin, lines, "apply", digest="x")

    assert message in page.content.decode()
    assert 'value="apply"' not in page.content.decode()
    assert stored.status_code == 200
    assert Section.objects.get().name == "税務町民課"


def test_paste_reads_foreign_rows_and_lists_by_their_names(admin):
    block = "所属\t職名\t役割\n税務町民課\t課長\t所属長、担当者\n"
    shown = admin.post(reverse("posts"), {"do": "preview", "block": block})

    admin.post(reverse("posts"), {"do": "apply", "block": block, "digest": digest(shown)})

    post = Post.objects.get(title="課長")
    assert (post.section.code, post.roles) == ("tax", ["head", "writer"])


def test_table_is_paged_and_asks_the_same_number_of_queries(admin, django_assert_num_queries):
    admin.get(reverse("posts"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        admin.get(reverse("posts"))
    section = Section.objects.get()
    for number in range(60):
        Post.objects.create(section=section, title=f"職{number}")

    with django_assert_num_queries(len(few)):
        page = admin.get(reverse("posts")).content.decode()

    assert page.count('name="row"') == 50
    assert 'href="?page=2"' in page


def test_table_is_closed_to_others(client):
    make_town()
    client.force_login(make_account("w1", Role.WRITER))

    assert client.get(reverse("sections")).status_code == 403
    assert client.post(reverse("sections"), {"do": "save"}).status_code == 403
