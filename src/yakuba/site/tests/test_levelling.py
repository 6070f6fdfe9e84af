"""`yakuba facilities level` (contracts, section 6)."""

import copy
import json
import os
import subprocess
import sys

import pytest

from yakuba.engines.levelling import reading, tests, towns
from yakuba.engines.levelling.replay import replay
from yakuba.site import cli, levelling

assert tests  # it says where compiled code is kept
TOWN = towns.make(6, assets=8, years=12)
FIELDS = [
    "bound",
    "compiled",
    "flat_line",
    "gap",
    "hash",
    "limited",
    "objective",
    "plan",
    "seconds",
    "spending",
    "status",
    "works_per_year",
]


def changed(**limits):
    town = copy.deepcopy(TOWN)
    town["limits"].update(limits)
    return town


@pytest.fixture
def call(tmp_path, capsys):
    """Return a function that levels a town and gives exit code, output and messages."""

    def run(town, *options):
        file = tmp_path / "town.json"
        file.write_text(json.dumps(town), encoding="utf-8")
        code = cli.main(["facilities", "level", str(file), "--effort", "1", *options])
        return code, *capsys.readouterr()

    return run


def test_answer_has_the_fields_of_the_contract_and_replays(call):
    code, out, err = call(changed(area_reduction_share=0.05), "--json")

    found = json.loads(out)
    plan = {
        each["asset"]: tuple((work["year"], work["kind"]) for work in each["works"])
        for each in found["plan"]
    }
    played = replay(reading.from_json(changed(area_reduction_share=0.05)), plan)
    assert (code, err, sorted(found)) == (0, "", FIELDS)
    assert (found["status"], found["limited"], played.broken) == ("solved", False, [])
    assert found["objective"] == pytest.approx(played.objective, rel=1e-9)
    assert found["bound"] <= found["objective"]
    assert found["gap"] == pytest.approx(1 - found["bound"] / found["objective"], abs=1e-12)
    assert found["spending"] == played.spending
    assert found["works_per_year"] == played.works_per_year


def test_number_of_workers_does_not_change_the_hash(call):
    town = changed(area_reduction_share=0.05)

    hashes = {
        json.loads(call(town, "--json", "--workers", str(number))[1])["hash"]
        for number in (1, 2, 4)
    }

    assert len(hashes) == 1


def test_what_cannot_be_kept_is_proved_in_numbers_and_words(call):
    town = changed(works_per_year=0)
    code, out, _err = call(town, "--json")
    words = call(town)[1]

    assert (code, json.loads(out)["status"]) == (1, "infeasible")
    proof = json.loads(out)["proof"][0]
    assert (proof["limit"], proof["allowed"], proof["needed"] > 0) == ("works_per_year", 0, True)
    assert words.splitlines()[0] == "どの計画でも守れない条件があります。"
    assert f"少なくとも{proof['needed']}件の工事が要りますが、0件までです。" in words


def test_people_get_a_line_for_each_year(call):
    code, out, _err = call(changed(area_reduction_share=0.05))

    lines = out.splitlines()
    assert (code, len(lines)) == (0, 3 + 12)
    assert lines[0].startswith("費用\t")
    assert lines[3].startswith("2026\t")


def test_time_limit_is_said_in_the_answer(call):
    _code, out, _err = call(changed(area_reduction_share=0.05), "--json", "--time-limit", "60")

    assert json.loads(out)["limited"] is True


def test_no_time_at_all_stops_without_a_plan(call):
    code, out, _err = call(changed(works_per_year=0), "--json", "--time-limit", "0.000001")

    found = json.loads(out)
    assert (code, found["status"], found["limited"]) == (1, "stopped", True)


def test_fault_of_the_input_is_one_sentence(call):
    town = copy.deepcopy(TOWN)
    town["assets"][2]["age"] = 99

    code, out, err = call(town, "--json")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("「town.json」の assets[2].age：「a2」の築年数（99）が耐用年数")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--effort", "9"], "yakuba facilities level：--effort に「9」は使えません。"),
        (["--workers", "0"], "yakuba facilities level：--workers の「0」は数として読めません。"),
        (["--time-limit", "-1"], "yakuba facilities level：--time-limit"),
    ],
)
def test_wrong_options_are_refused(capsys, options, sentence):
    with pytest.raises(SystemExit) as ended:
        cli.main(["facilities", "level", "x.json", *options])

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_without_numba_the_answer_is_the_same_and_says_so(tmp_path, call):
    town = towns.make(6, assets=2, years=6)
    town["limits"]["area_reduction_share"] = 0.0
    file = tmp_path / "plain.json"
    file.write_text(json.dumps(town), encoding="utf-8")
    command = [sys.executable, "-m", "yakuba", "facilities", "level", str(file), "--json"]
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "YAKUBA_HOME": str(tmp_path)}
    done = subprocess.run(
        [*command, "--effort", "1"], capture_output=True, text=True, env=environment, check=True
    )

    plain, fast = json.loads(done.stdout), json.loads(call(town, "--json")[1])

    assert (plain.pop("compiled"), fast.pop("compiled")) == (False, True)
    for each in (plain, fast):
        del each["hash"], each["seconds"]
    assert plain == fast


def test_compiled_code_is_kept_in_the_home_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("YAKUBA_HOME", str(tmp_path / "none"))
    levelling.keep_compiled_code()
    absent = os.environ.get("NUMBA_CACHE_DIR")
    monkeypatch.setenv("YAKUBA_HOME", str(tmp_path))
    levelling.keep_compiled_code()
    kept = os.environ.pop("NUMBA_CACHE_DIR")

    assert (absent, kept) == (None, str(tmp_path / "cache" / "numba"))
