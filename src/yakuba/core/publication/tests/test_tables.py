"""Open data: the same digits, never a formula."""

import pytest

from yakuba.core.publication.numbers import rows_of
from yakuba.core.publication.tables import FILES, cell, tables
from yakuba.core.publication.tests import sample


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+81", "'+81"),
        ("-cmd", "'-cmd"),
        ("@SUM", "'@SUM"),
        ("＝１", "'＝１"),
        ("＋１", "'＋１"),
        ("－１", "'－１"),
        ("＠", "'＠"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("町税", "町税"),
        ("-0.2", "-0.2"),
        (-15, "-15"),
        (True, "1"),
        (None, ""),
        ("98.70", "98.70"),
    ],
)
def test_cell_is_a_number_or_plain_text(value, expected):
    assert cell(value) == expected


def test_files_are_utf8_with_bom_and_crlf():
    for content in tables(sample.snapshot()).values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")


def test_heads_are_those_of_the_reference():
    files = tables(sample.snapshot())

    assert {name: files[name].decode("utf-8-sig").split("\r\n")[0] for name in files} == {
        name: ",".join(heads.split()) for name, (heads, _make) in FILES.items()
    }


def test_actual_keeps_every_digit_and_its_state():
    rows = rows_of(tables(sample.snapshot())["actuals.csv"])

    row = next(row for row in rows if (row["indicator_id"], row["fy"]) == ("2-1-a-1", "2021"))

    assert {name: row[name] for name in ("base", "target", "target_before", "value")} == {
        "base": "98.0",
        "target": "98.5",
        "target_before": "98.6",
        "value": "98.3",
    }
    assert (row["numerator"], row["denominator"]) == ("558150200", "567800000")
    assert (row["value_before"], row["status"], row["as_of"]) == ("98.4", "confirmed", "2022-03-31")
    assert row["page"] == "../ja/items/2-1-a.html"


def test_unknown_figure_is_empty_and_zero_is_zero():
    rows = rows_of(tables(sample.snapshot())["actuals.csv"])
    values = {(row["indicator_id"], row["fy"]): row["value"] for row in rows}

    assert values["2-1-a-1", "2023"] == ""
    assert values["1-1-a-1", "2022"] == "0"


def test_correction_names_old_new_and_cause():
    row = rows_of(tables(sample.snapshot())["corrections.csv"])[0]

    assert (row["publication"], row["old"], row["new"]) == ("2021-r2", "98.4", "98.3")
    assert row["cause"] == "納めすぎの額を差し引いていませんでした。"
