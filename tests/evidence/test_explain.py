"""What `yakuba explain` says of an indicator, byte for byte."""

import os
from pathlib import Path

import pytest

from yakuba.core.evidence.definitions import find
from yakuba.core.evidence.explaining import explain, lines

GOLDEN = Path(__file__).parents[1] / "golden" / "indicators"


@pytest.mark.parametrize("code", ["voices.on-time", "voices.days"])
def test_explanation_equals_the_golden_one(code):
    found = "\n".join(lines(explain(find(code), items=["3-1-b お客さまのこえ"]))) + "\n"
    kept = GOLDEN / f"{code}.txt"
    if os.environ.get("YAKUBA_GOLDEN") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")

    assert found == kept.read_text(encoding="utf-8")


def test_demo_town_names_the_items_that_use_an_indicator(demo):
    done = demo.town.run("explain", "voices.on-time")

    assert done.returncode == 0
    assert "3-1-b" in done.stdout
    assert "yakuba.modules.voices.rules.figures.on_time" in done.stdout
