"""The documents of the reading set that the reader may be developed on keep their points."""

import json

import pytest
from tests.reading_set.score import HERE, measure

NAMES = sorted(path.name for path in (HERE / "seen").iterdir() if path.suffix != ".json")
OTHERS = sorted(path.name for path in (HERE / "held").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("name", NAMES)
def test_document_is_read_as_its_tree_says(name):
    parts, penalty, notes = measure(HERE / "seen" / name)

    assert notes == []
    assert (set(parts.values()), penalty) == ({1}, 0)


def test_wrong_node_without_a_finding_costs_points():
    wanted = json.loads((HERE / "seen" / "old_excel.json").read_text(encoding="utf-8"))
    found = json.loads(json.dumps(wanted)) | {"findings": []}
    found["items"][0]["parent"] = "2"

    from tests.reading_set.score import score

    parts, penalty, _ = score(wanted, found)

    assert penalty == 5
    assert parts["tree"] < 1


def test_set_has_two_halves():
    assert len(NAMES) >= 10
    assert len(OTHERS) >= 10
