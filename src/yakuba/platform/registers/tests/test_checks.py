"""Each wrong declaration is told its id, the option, the wrong name, and the right ones."""

from dataclasses import field, make_dataclass

import pytest

from yakuba.kernel.deadlines import Count, Days, Deadline
from yakuba.kernel.flow import Flow, Step
from yakuba.platform.office.models import ResetLink
from yakuba.platform.registers import Actions, Column, Register, registry
from yakuba.platform.registers.checks import check_registers, check_size, faults_of
from yakuba.platform.registers.tests.sample import ANSWER, OPTIONS, REPLIES, VOICES

WRONG_DAYS = Deadline(
    name="wrong",
    starts="subject",
    ends="answered_on",
    length=Days(1),
    first_day=Count.EXCLUDED,
    rolls=True,
    source="x",
)
DANCE = Flow(
    Step("a", "received", "answered", by="voice.dance", label="x"),
    initial="received",
    final=["answered"],
)


def codes(register):
    return [fault.id.removeprefix("registers.") for fault in faults_of(register)]


@pytest.mark.parametrize("register", [VOICES, REPLIES], ids=lambda r: r.code)
def test_good_register_has_no_fault(register):
    assert faults_of(register) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"columns": ("subjct",)}, ["E004"]),
        ({"columns": ()}, ["E005"]),
        ({"open_data": ("subject", "mood")}, ["E004"]),
        ({"order": ("-mood",)}, ["E004"]),
        ({"fields": ("number",)}, ["E006"]),
        ({"fields": ("state",)}, ["E006"]),
        ({"filters": ("subject",)}, ["E007"]),
        ({"search": ("people",)}, ["E008"]),
        ({"sums": ("subject",)}, ["E009"]),
        ({"sums": ("people",), "columns": ("number",)}, ["E009"]),
        ({"flow": DANCE}, ["E010", "E011"]),
        ({"actions": Actions(read="voice.dance")}, ["E012"]),
        ({"deadlines": (WRONG_DAYS,), "columns": ("number",), "sums": ()}, ["E013"]),
        ({"deadlines": ()}, ["E014"]),
        ({"section_field": "voice__section"}, ["E015"]),
        ({"section_field": "people"}, ["E015"]),
        ({"parts": (VOICES,)}, ["E017"]),
        ({"pages": {"start": "x.y"}}, ["E018"]),
        ({"pages": {"detail": "yakuba.nowhere.view"}}, ["E019"]),
    ],
    ids=lambda value: "-".join(value),  # names only: values print with their place in memory
)
def test_fault_is_named(options, expected):
    assert codes(Register(**OPTIONS | options)) == expected


def test_missing_section_is_named():
    register = Register(
        code="sample.reply", model=REPLIES.model, title="返事", columns=("text", "voice")
    )

    (fault,) = faults_of(register)

    assert fault.id == "registers.E016"
    assert "section_field" in fault.msg


def test_model_without_history_is_named():
    register = Register(
        code="office.link",
        model=ResetLink,
        title="鍵",
        columns=("digest",),
        actions=Actions(read="office.read", write="office.write"),
    )

    assert codes(register) == ["E020"]


def test_hint_lists_the_right_names():
    (fault,) = faults_of(Register(**OPTIONS | {"filters": ("mood",)}))

    assert fault.msg == "sample.voice: option filters: 'mood': there is none"
    assert "subject" in fault.hint


def test_codes_are_checked_for_form_and_twins(monkeypatch):
    twins = [VOICES, VOICES, Register(**OPTIONS | {"code": "Voice"})]
    monkeypatch.setattr(registry, "_declared", twins)

    assert [fault.id for fault in check_registers()] == ["registers.E003", "registers.E002"]


def test_more_than_twenty_options_are_refused():
    many = make_dataclass("Many", [(f"option{n}", int, field(default=0)) for n in range(21)])

    assert [fault.id for fault in check_size(many)] == ["registers.E001"]
    assert check_size(Register) == []


def test_declared_registers_have_no_fault():
    assert check_registers() == []


def test_column_with_a_function_is_fine():
    column = Column("長さ", of=lambda record: len(record.subject))

    assert (
        codes(
            Register(
                **OPTIONS | {"columns": ("number", column, Column("期限", ANSWER)), "sums": ()}
            )
        )
        == []
    )
