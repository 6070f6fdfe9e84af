"""An upgrade ends well, or leaves the town as it was."""

import json

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.needs("pg_dump")]

FORGET = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'drafts'")
"""
COUNT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM django_migrations")
    print(cursor.fetchone()[0])
"""
LOSE_ACCOUNT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE account_emailconfirmation")
    cursor.execute("DROP TABLE account_emailaddress")
    cursor.execute("DELETE FROM django_migrations WHERE app = 'account'")
"""
HAS_ACCOUNT = """
from django.db import connection
print("account_emailaddress" in connection.introspection.table_names())
"""
DROP = "with connection.cursor() as cursor: cursor.execute('DROP TABLE drafts_draft')"


def steps(done):
    return [(step["name"], step["ok"]) for step in json.loads(done.stdout)]


def test_upgrade_backs_up_migrates_and_looks_at_the_pages(new_town):
    town = new_town()
    town.python(FORGET + DROP)

    done = town.run("upgrade", "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert steps(done) == [("診断", True), ("控え", True), ("移行", True), ("動作確認", True)]
    assert len(list((town.home / "backup").glob("yakuba-*.tar.gz"))) == 1
    assert town.run("tick").returncode == 0  # no migration is missing


def test_failing_migration_leaves_the_town_as_it_was(new_town):
    town = new_town()
    town.python(FORGET)  # its table stands, so that the migration cannot make it again
    before = town.python(COUNT)

    done = town.run("upgrade", "--json")

    assert done.returncode == 1
    assert steps(done)[2:] == [("移行", False), ("復帰", True)]
    assert "drafts_draft" in json.loads(done.stdout)[2]["message"]
    assert town.python(COUNT) == before
    assert [file.name for file in town.home.iterdir() if file.name.startswith(".upgrading")] == []


def test_table_of_a_migration_before_the_failing_one_goes_again(new_town):
    town = new_town()
    town.python(f"{LOSE_ACCOUNT}{FORGET}")

    done = town.run("upgrade", "--json")

    assert steps(done)[2:] == [("移行", False), ("復帰", True)]
    assert town.python(HAS_ACCOUNT) == "False\n"


def test_pages_that_do_not_come_up_take_the_upgrade_back(new_town):
    town = new_town()
    town.environment["YAKUBA_HOSTS"] = "yakuba.test bad host"
    town.python(
        "from django.db import connection\n"
        "with connection.cursor() as cursor: cursor.execute('DROP TABLE office_town')"
    )

    done = town.run("upgrade", "--json")

    assert done.returncode == 1
    assert steps(done)[3:] == [("動作確認", False), ("復帰", True)]


def test_upgrade_without_a_town_says_how_to_begin(new_town):
    done = new_town(initialised=False).run("upgrade")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("データベースがありません。")
