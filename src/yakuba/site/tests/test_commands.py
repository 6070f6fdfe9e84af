import json
import os
import re

import pytest

from yakuba.site import cli

pytestmark = pytest.mark.django_db

NEEDS_TOWN = [
    ["serve"],
    ["tick"],
    ["backup"],
    ["restore-drill"],
    ["audit", "verify"],
    ["export", "--all"],
    ["round", "open", "R5"],
    ["figures", "verify"],
]
MADE = {"書体", "画面の部品"}  # by `make assets`
DOCUMENT = """第４次みほん町行財政改革実現プラン
【令和６年度～令和８年度】
"""


@pytest.mark.parametrize("command", NEEDS_TOWN, ids=" ".join)
def test_command_without_database_says_how_to_begin(new_town, command):
    town = new_town(initialised=False)

    done = town.run(*command)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "データベースがありません。見本の町なら `make run`、"
        "新しい町なら `yakuba init` を実行してください。\n"
    )


def test_command_with_unreachable_database_says_so_in_one_sentence(new_town):
    town = new_town(initialised=False)
    town.environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"

    done = town.run("tick")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("データベースにつながりません")


def test_wrong_database_url_is_one_sentence(new_town):
    town = new_town(initialised=False)
    town.environment["DATABASE_URL"] = "mysql://x"

    done = town.run("init")

    assert done.returncode == 2
    assert done.stderr == (
        "DATABASE_URL の「mysql」は使えません。sqlite:///… か postgresql://… を書いてください。\n"
    )


def test_fixed_day_is_refused_in_a_real_town(new_town):
    town = new_town(initialised=False)
    town.environment["YAKUBA_TODAY"] = "2024-06-10"

    done = town.run("init")

    assert done.returncode == 2
    assert done.stderr.startswith("YAKUBA_TODAY は見本の町だけで使えます。")


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "read", "--help"]], ids=" ".join)
def test_help_comes_without_a_town(new_town, arguments):
    done = new_town(initialised=False).run(*arguments)

    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_command_is_wrong_use(new_town):
    assert new_town(initialised=False).run("fly").returncode == 2


def test_init_twice_keeps_what_is_there(new_town):
    town = new_town()
    before = town.run("export", "--all").stdout

    done = town.run("init")

    assert done.returncode == 0
    assert town.run("export", "--all").stdout == before


def test_results_go_to_standard_output_and_messages_to_the_other(new_town):
    town = new_town()

    done = town.run("tick", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["interrupted_jobs"] == 0


def test_tick_twice_has_the_effect_of_once(new_town):
    town = new_town()
    town.environment["YAKUBA_BACKUP_HOUR"] = "0"
    first = json.loads(town.run("tick", "--json").stdout)

    second = json.loads(town.run("tick", "--json").stdout)

    assert re.fullmatch(r"yakuba-\d{8}-\d{6}\.tar\.gz", first["backup"])
    assert (second["backup"], second["removed_backups"]) == (None, 0)
    assert [file.name for file in (town.home / "backup").glob("*.gz")] == [first["backup"]]


def test_wrong_backup_hour_is_named(new_town):
    town = new_town()
    town.environment["YAKUBA_BACKUP_HOUR"] = "25"

    done = town.run("tick")

    assert done.returncode == 2
    assert done.stderr.startswith("YAKUBA_BACKUP_HOUR の「25」は時刻として読めません。")


def test_export_leaves_out_sessions_and_passwords(new_town):
    town = new_town()
    town.python("""
from django.contrib.sessions.models import Session
from yakuba.platform import clock
from yakuba.platform.office.models import Account
Account.objects.create_user("1001", "a-long-password")
Session.objects.create(session_key="secret-key", expire_date=clock.real_now())
""")

    lines = [json.loads(line) for line in town.run("export", "--all").stdout.splitlines()]

    accounts = [line["row"] for line in lines if line["table"] == "office.account"]
    assert accounts[-1]["login_name"] == "1001"
    assert ["password" in row for row in accounts] == [False] * len(accounts)
    assert "sessions.session" not in {line["table"] for line in lines}


def test_export_writes_days_and_instants_in_one_way_on_both_databases(new_town):
    town = new_town()
    town.python("""
from datetime import UTC, datetime
from yakuba.platform.office.models import Section
at = datetime(2024, 6, 10, 1, 2, 3, 40, tzinfo=UTC)
Section(code="10", name="総務課", valid_from="2020-04-01", created_at=at).save()
Section.objects.update(updated_at=at)
""")

    (line,) = [
        line
        for line in town.run("export", "--all").stdout.splitlines()
        if '"table":"office.section"' in line
    ]

    row = json.loads(line)["row"]
    assert (row["valid_from"], row["created_at"]) == ("2020-04-01", "2024-06-10T01:02:03.000040Z")
    assert list(row) == sorted(row)


def test_doctor_names_what_is_to_be_done(new_town):
    town = new_town()

    done = town.run("doctor", "--json")

    found = {row["name"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 1
    assert [name for name, row in found.items() if not row["ok"] and name not in MADE] == [
        "https",
        "控え",
        "起動",
    ]
    assert found["控え"]["fix"] == "`yakuba backup` を実行してください。"


def test_doctor_sees_a_readable_secret_and_waiting_jobs(new_town):
    town = new_town()
    os.chmod(town.home / "secret", 0o644)
    town.python("""
from datetime import timedelta
from yakuba.platform import clock
from yakuba.platform.jobs.models import Job
Job.objects.create(kind="x", title="x", created_at=clock.real_now() - timedelta(hours=1))
""")

    found = {row["name"]: row for row in json.loads(town.run("doctor", "--json").stdout)}

    assert found["秘密の鍵"]["message"] == "ほかの利用者も読めます。"
    assert found["裏方の作業"]["message"] == "10 分以上待っている作業が 1 件あります。"


def test_doctor_without_database_still_tells_the_rest(new_town):
    done = new_town(initialised=False).run("doctor", "--json")

    found = {row["name"]: row["ok"] for row in json.loads(done.stdout)}
    assert (done.returncode, found["データベース"], found["ディスク"]) == (1, False, True)


def test_plan_read_needs_no_database(new_town, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    town = new_town(initialised=False)

    done = town.run("plan", "read", str(file), "--json")

    assert done.returncode == 1  # a title is no plan yet
    assert json.loads(done.stdout)["items"] == []
    assert [entry.name for entry in town.home.iterdir()] == []


def test_plan_read_names_a_file_that_is_not_there(new_town):
    done = new_town(initialised=False).run("plan", "read", "nothing.txt")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("「nothing.txt」が見つかりません。")


def test_plan_load_stores_nothing_when_an_error_stands(new_town, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    town = new_town()
    before = town.run("export", "--all").stdout

    done = town.run("plan", "load", str(file))

    assert done.returncode == 1
    assert done.stderr == "直すところがあるため、保存していません。\n"
    assert town.run("export", "--all").stdout == before


def test_demo_refuses_a_real_town(new_town):
    town = new_town()
    before = town.run("export", "--all").stdout

    done = town.run("demo")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ここには実際の町があります。")
    assert not (town.home / "yakuba.env").exists()
    assert town.run("export", "--all").stdout == before


def test_every_command_has_help_for_people():
    parser = cli.parser()
    (commands,) = [action for action in parser._actions if action.dest == "==SUPPRESS=="] or [
        action for action in parser._actions if hasattr(action, "_choices_actions")
    ]

    assert [choice.dest for choice in commands._choices_actions if not choice.help] == []


@pytest.mark.parametrize(
    "command",
    [*NEEDS_TOWN, ["doctor"], ["explain", "none"], ["restore", "none.tar.gz"], ["fly"]],
    ids=" ".join,
)
def test_command_in_a_wrong_home_leaves_nothing_there(new_town, command):
    town = new_town(initialised=False)
    town.environment["YAKUBA_HOME"] = str(town.home / "wrong")
    town.environment.pop("DATABASE_URL", None)

    done = town.run(*command)

    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert not (town.home / "wrong").exists()
