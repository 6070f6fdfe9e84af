"""A workbook goes out with ids and protection, and is read back cell by cell."""

import io
import subprocess
from datetime import UTC, datetime

import openpyxl
import pytest

from yakuba.platform.registers.tests.sample import VOICES
from yakuba.platform.sheets.extract import read
from yakuba.platform.sheets.limits import Unreadable, check
from yakuba.platform.sheets.writing import workbook

MADE = datetime(2024, 6, 10, tzinfo=UTC)


def edited(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_workbook_is_read_back_as_it_went_out(office):
    voice = office.voice("=1+1", body="一行目\r\n二行目", people=3)

    found = read(workbook(VOICES, [voice], made_at=MADE))

    assert found["properties"]["yakuba_register"] == "sample.voice"
    titles = list(found["head"].values())[:8]
    assert titles == ["記録ID", "版", "受付日", "件名", "届いた文", "担当課", "人数", "回答日"]
    ((number, row),) = found["rows"]
    said = [row[letter]["text"] for letter in "ABCDEFG"]
    told = [str(voice.pk), "1", "2024-06-03", "=1+1", "一行目\n二行目", "税務町民課", "3"]
    assert (number, said) == (2, told)


def test_ids_are_hidden_and_only_inputs_are_unlocked(office):
    data = workbook(VOICES, [office.voice()], made_at=MADE)

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]

    assert sheet.protection.sheet
    assert [sheet.column_dimensions[letter].hidden for letter in "ABC"] == [True, True, False]
    locked = {c.column_letter: c.protection.locked for c in sheet[2]}
    assert [letter for letter, is_locked in locked.items() if not is_locked] == list("CDEFGH")
    assert (sheet["D2"].data_type, sheet["D2"].number_format) == ("s", "@")


@pytest.mark.parametrize(
    ("code", "place", "change"),
    [
        ("merged", "C2:C3", lambda sheet: sheet.merge_cells("C2:C3")),
        ("formula", "G2", lambda sheet: sheet.__setitem__("G2", "=1+1")),
        ("error-value", "G2", lambda sheet: sheet.__setitem__("G2", "#N/A")),
    ],
)
def test_what_would_be_read_wrongly_is_refused_with_its_place(office, code, place, change):
    data = edited(workbook(VOICES, [office.voice()], made_at=MADE), change)

    with pytest.raises(Unreadable) as refused:
        read(data)

    assert (refused.value.code, refused.value.place) == (code, place)


def test_what_is_no_workbook_is_refused():
    with pytest.raises(Unreadable, match="damaged"):
        check(b"PK\x03\x04 no zip")


@pytest.mark.needs("soffice")
def test_workbook_edited_and_saved_by_libreoffice_is_read_alike(office, tmp_path):
    voice = office.voice("=1+1", body="一行目\n二行目", people=3)
    made = workbook(VOICES, [voice], made_at=MADE)
    data = edited(made, lambda sheet: sheet.__setitem__("G2", 12))
    (tmp_path / "in.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]

    subprocess.run([*command, "--outdir", "out", "in.xlsx"], cwd=tmp_path, check=True, timeout=60)

    found = read((tmp_path / "out/in.xlsx").read_bytes())
    assert found["rows"] == read(data)["rows"]
    assert found["head"] == read(data)["head"]
    assert found["properties"] == read(data)["properties"]
