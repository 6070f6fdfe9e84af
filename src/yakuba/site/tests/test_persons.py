"""What is held about one person, and who looked at personal data."""

import json

import pytest

pytestmark = pytest.mark.django_db

FILL = """
from datetime import date, datetime
from yakuba.platform import clock
from yakuba.platform.audit.models import Event
from yakuba.platform.audit.services import record
from yakuba.platform.office.models import Account, Assignment, Person, Post, Section
account = Account.objects.create_user("1042", "a-long-password")
other = Account.objects.create_user("1043", "a-long-password")
person = Person(name="佐藤 花", account=account); person.save()
stranger = Person(name="鈴木 一", account=other); stranger.save()
post = Post(title="主事", roles=["writer"]); post.save()
Assignment(person=person, post=post, valid_from=date(2024, 4, 1)).save()
Section(code="10", name="佐藤 花さんの課", valid_from="2020-04-01").save()
Section(code="11", name="総務課", valid_from="2020-04-01").save()
def at(day, **fields):
    Event.objects.create(at=datetime.fromisoformat(day + "T12:00+09:00"), **fields)
at("2024-06-01", action="record.read", register="voices.voice", record_id="1", account=account)
at("2024-06-03", action="record.export", register="voices.voice", account=other, count=12)
at("2024-06-03", action="sheet.save", account=other)
at("2024-06-05", action="file.read", register="files.storedfile", record_id="x", account=account)
"""


@pytest.fixture(scope="module")
def town(new_town):
    made = new_town()
    made.python(FILL)
    return made


@pytest.mark.parametrize("who", ["1042", "１０４２", "佐藤 花"])
def test_everything_about_a_person_comes_out_and_is_written_down(town, who):
    done = town.run("person-export", who)

    rows = json.loads(done.stdout)["rows"]
    found = {(row["table"], row["why"]) for row in rows}
    assert done.returncode == 0, done.stderr
    assert found >= {
        ("office.account", "self"),
        ("office.person", "self"),
        ("office.assignment", "person"),
        ("audit.event", "account"),
        ("office.section", "name"),
    }
    assert "鈴木" not in done.stdout
    assert "総務課" not in done.stdout
    assert "password" not in done.stdout.replace("must_change_password", "")
    last = town.python(
        "from yakuba.platform.audit.models import Event\n"
        "e = Event.objects.latest('pk'); print(e.action, e.count)"
    )
    assert last == f"person.export {len(rows)}\n"


def test_unknown_person_is_a_finding(town):
    done = town.run("person-export", "見知らぬ人")

    assert (done.returncode, json.loads(done.stdout)["rows"]) == (1, [])
    assert done.stderr.startswith("「見知らぬ人」についての記録はありません。")


@pytest.mark.parametrize(
    ("since", "until", "seen"),
    [
        ("2024-06-01", "2024-06-05", [("1042", 1), ("1043", 12), ("1042", 1)]),
        ("令和6年6月2日", "R6.6.4", [("1043", 12)]),
        ("2024-06-03T12:00", "2024-06-05T12:00", [("1043", 12)]),
        ("2024-06-04", "2024-06-04", []),
    ],
)
def test_looks_at_personal_data_are_listed_between_two_instants(town, since, until, seen):
    done = town.run("breach-report", "--since", since, "--until", until, "--json")

    looks = json.loads(done.stdout)["looks"]
    assert done.returncode == 0, done.stderr
    assert [(look["number"], look["count"]) for look in looks] == seen


def test_looks_are_shown_as_a_table_for_people(town):
    done = town.run("breach-report", "--since", "2024-06-03", "--until", "2024-06-03")

    first, last = done.stdout.splitlines()
    assert first.startswith(
        "2024-06-03T03:00:00.000000Z\t1043\t鈴木 一\trecord.export\tvoices.voice"
    )
    assert last == "1 件の閲覧・書き出しがありました。"


def test_unreadable_instant_is_named(town):
    done = town.run("breach-report", "--since", "きのう")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("「きのう」は日付として読めません。")
