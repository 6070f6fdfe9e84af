from enum import StrEnum

import pytest

from yakuba.kernel.flow import Flow, Step
from yakuba.kernel.problems import Problem, YakubaError


class State(StrEnum):
    OPENED = "opened"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


SUBMIT = Step("submit", State.OPENED, State.SUBMITTED, by="submit_sheet", label="提出する")
RETURN = Step("return", State.SUBMITTED, State.OPENED, by="check_sheet", label="差し戻す")
ACCEPT = Step("accept", State.SUBMITTED, State.ACCEPTED, by="accept_sheet", label="承認する")
SHEET = Flow(SUBMIT, RETURN, ACCEPT, initial=State.OPENED, final=[State.ACCEPTED])


def test_flow_lists_states_and_steps_in_the_order_of_the_table():
    assert SHEET.states == (State.OPENED, State.SUBMITTED, State.ACCEPTED)
    assert SHEET.steps_from(State.SUBMITTED) == (RETURN, ACCEPT)
    assert SHEET.steps_from("accepted") == ()


def test_step_is_found_by_name_and_state():
    assert SHEET.step("submit", "opened") is SUBMIT


@pytest.mark.parametrize(
    ("name", "state", "label"),
    [("accept", State.OPENED, "承認する"), ("destroy", State.OPENED, "destroy")],
)
def test_step_that_the_state_does_not_allow_is_refused(name, state, label):
    with pytest.raises(YakubaError) as caught:
        SHEET.step(name, state)

    assert caught.value.problems == (
        Problem(
            "step-not-allowed",
            f"いまは「{label}」ができる状態ではありません。",
            "画面を開き直して状態を確かめてください。",
        ),
    )


def test_diagram_shows_every_step():
    assert SHEET.diagram() == (
        "stateDiagram-v2\n"
        "    [*] --> opened\n"
        "    opened --> submitted: 提出する (submit_sheet)\n"
        "    submitted --> opened: 差し戻す (check_sheet)\n"
        "    submitted --> accepted: 承認する (accept_sheet)\n"
        "    accepted --> [*]\n"
    )


@pytest.mark.parametrize(
    ("steps", "final", "fault"),
    [
        ((SUBMIT, RETURN), [], "without a way to a final state: opened, submitted"),
        ((SUBMIT,), [State.ACCEPTED], "final but in no step: accepted"),
        ((SUBMIT, ACCEPT), [State.SUBMITTED], "without a way to a final state: accepted"),
        (
            (SUBMIT, SUBMIT, ACCEPT),
            [State.ACCEPTED],
            "step 'submit' stands twice at state 'opened'",
        ),
        (
            (SUBMIT, ACCEPT, Step("x", "lost", State.ACCEPTED, by="b", label="l")),
            [State.ACCEPTED],
            "never reached: lost",
        ),
    ],
)
def test_wrong_table_is_refused_when_built(steps, final, fault):
    with pytest.raises(ValueError, match=fault):
        Flow(*steps, initial=State.OPENED, final=final)


def test_same_name_from_two_states_is_two_steps():
    accept_at_once = Step("accept", State.OPENED, State.ACCEPTED, by="b", label="承認する")

    flow = Flow(SUBMIT, ACCEPT, accept_at_once, initial=State.OPENED, final=[State.ACCEPTED])

    assert flow.step("accept", State.OPENED) is accept_at_once
    assert flow.step("accept", State.SUBMITTED) is ACCEPT
