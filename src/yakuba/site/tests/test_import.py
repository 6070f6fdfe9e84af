"""An export leads back to an equal town; what cannot be stored is named by its line."""

import json

import pytest

pytestmark = pytest.mark.django_db

FILL = """
from datetime import date, timedelta
from yakuba.platform.audit.services import record
from yakuba.platform.office.first import first_administrator
from yakuba.platform.office.models import Section, Person
from yakuba.platform import paths, clock
from yakuba.platform.ui.once import first_time
first_administrator()
section = Section(code="10", name="髙橋\\u2028課「①」", valid_from="2020-04-01")
section.save()
section.name = "総務課"
section.save()
first_time("key")
record("test.done", payload={"word": "ことば", "n": 3})
(paths.files() / "ab").mkdir(parents=True)
(paths.files() / "ab" / "cd").write_bytes(b"evidence")
"""


@pytest.fixture(scope="module")
def filled(new_town):
    town = new_town()
    town.python(FILL)
    return town


@pytest.fixture(scope="module")
def export(filled, tmp_path_factory):
    file = tmp_path_factory.mktemp("export") / "town.jsonl"
    file.write_text(filled.run("export", "--all").stdout, encoding="utf-8")
    return file


def changed(export, tmp_path, change):
    """Return a copy of the export whose lines went through a function."""
    lines = [json.loads(line) for line in export.read_text(encoding="utf-8").split("\n") if line]
    made = tmp_path / "changed.jsonl"
    made.write_text("\n".join(json.dumps(line) for line in change(lines)), encoding="utf-8")
    return made


def test_export_of_an_imported_town_equals_the_first_one(new_town, filled, export):
    town = new_town(initialised=False)

    done = town.run("import", str(export), "--files", str(filled.home), "--json")

    again = town.run("export", "--all").stdout
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"records": again.count("\n")}
    assert again == export.read_text(encoding="utf-8")
    assert (town.home / "files/ab/cd").read_bytes() == b"evidence"
    assert town.run("audit", "verify").returncode == 0


def test_imported_town_goes_on_counting_and_lets_its_administrator_in(new_town, export):
    town = new_town(initialised=False)

    said = town.run("import", str(export)).stderr
    password = said.split("パスワード ")[1].split(" で")[0]
    seen = town.python(f"""
from yakuba.platform.office.models import Account, Section
Section(code="11", name="税務町民課", valid_from="2020-04-01").save()
print(Section.objects.count(), Account.objects.get().check_password({password!r}))
""")

    assert seen == "2 True\n"


def test_import_refuses_a_town_with_data(new_town, filled, export):
    before = filled.run("export", "--all").stdout

    done = filled.run("import", str(export))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("この町にはもうデータがあります。")
    assert filled.run("export", "--all").stdout == before


def spoil_row(lines):
    lines[-1]["row"]["unknown"] = 1
    return lines


def spoil_table(lines):
    return [*lines, {"table": "magic.spell", "row": {}}]


def spoil_value(lines):
    section = next(line for line in lines if line["table"] == "office.section")
    section["row"]["valid_from"] = "never"
    return lines


def lose_section(lines):
    return [line for line in lines if line["table"] != "office.person"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_row, "の項目が合いません（unknown）"),
        (spoil_table, "表「magic.spell」はこの版にありません"),
        (spoil_value, "表「office.section」に保存できません"),
        (lose_section, "記録のつながりが切れています"),
        (lambda lines: [], "記録が1行もありません"),
        (lambda lines: [*lines, "x"], "書き出した記録ではありません"),
    ],
)
def test_spoiled_export_is_refused_and_stores_nothing(new_town, export, tmp_path, spoil, said):
    town = new_town(initialised=False)

    done = town.run("import", str(changed(export, tmp_path, spoil)))

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert town.run("export", "--all").stdout == ""
