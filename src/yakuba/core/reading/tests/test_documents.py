"""The documents of みほん町, each read as its expected tree says."""

import json
from pathlib import Path

import pytest

from yakuba.core.reading.read import read

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.txt"))


def expected(name):
    return json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))


def without_messages(reading):
    shape = reading.as_json()
    for finding in shape["findings"]:
        assert finding.pop("message").endswith("。")
    return shape


@pytest.mark.parametrize("name", NAMES)
def test_document_gives_its_expected_tree(name):
    data = (DOCUMENTS / f"{name}.txt").read_bytes()

    reading = read(data, f"{name}.txt")

    assert without_messages(reading) == expected(name)
    assert reading.exit_code == 0
