"""Every declared register passes the suite; what is derived from it stands in tests/golden."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from tests.registers import suite

from yakuba.platform import clock
from yakuba.platform.registers.explaining import explain, lines
from yakuba.platform.registers.facts import label
from yakuba.platform.registers.registry import all_registers

GOLDEN = Path(__file__).parents[1] / "golden" / "registers"
OPENAPI = GOLDEN.parent / "openapi.json"
TODAY = date(2024, 6, 10)
REGISTERS = all_registers()


@pytest.fixture
def world(request, db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return suite.make_world(request.param, TODAY)


def of_all(function):
    ids = [register.code for register in REGISTERS]
    return pytest.mark.parametrize("world", REGISTERS, ids=ids, indirect=True)(function)


@pytest.mark.parametrize("check", suite.CHECKS, ids=lambda check: check.__name__)
@of_all
def test_register_passes(world, check):
    check(world)


def derived(world):
    """Return in words what is derived: explain, the heads of the files, rights per role."""
    register = world.register
    opened = ",".join(label(register, name) for name in register.open_data) or "なし"
    found = [*lines(explain(register)), "", "CSV"]
    found += [f"  庁内: {suite.csv_head(register)[1:]}", f"  公開: {opened}"]
    found += ["", "画面（自課の行／他課の行）", *suite.rights(world)]
    return "\n".join(found) + "\n"


@of_all
def test_what_is_derived_is_as_in_the_golden_file(world):
    file = GOLDEN / f"{world.register.code}.txt"
    found = derived(world)

    if os.environ.get("YAKUBA_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")

    assert found == file.read_text(encoding="utf-8")


def test_description_of_the_api_is_as_in_the_golden_file(client, db):
    found = json.dumps(client.get("/api/v1/openapi.json").json(), ensure_ascii=False, indent=1)

    if os.environ.get("YAKUBA_GOLDEN") == "write":
        OPENAPI.write_text(found + "\n", encoding="utf-8")

    assert found + "\n" == OPENAPI.read_text(encoding="utf-8")


def test_no_golden_file_is_without_its_register():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {r.code for r in REGISTERS}
