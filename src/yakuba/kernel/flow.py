"""Flows: the states of a thing and the steps between them, as a table checked when built."""

from collections.abc import Iterable
from dataclasses import dataclass

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.sentences import sentence


@dataclass(frozen=True, slots=True)
class Step:
    """One step.  `by` names an action of the rights table; `label` is the word on the button.

    `label` may be a lazy translation: it becomes text only when shown.
    """

    name: str
    source: str
    target: str
    by: str
    label: object


class Flow:
    """The steps of a thing, from its initial state to a final one.

    :raises ValueError: if a step's name stands twice at a state, a state is never reached, or a
        state that is not final has no way to a final one
    """

    __slots__ = ("final", "initial", "states", "steps")

    def __init__(self, *steps: Step, initial: str, final: Iterable[str]) -> None:
        self.steps = steps
        self.initial = initial
        self.final = tuple(final)
        self.states = _states(steps, initial)
        _check(self)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that lead out of a state, in the order of the table."""
        return tuple(step for step in self.steps if step.source == state)

    def step(self, name: str, state: str) -> Step:
        """Return the step of that name from a state.

        :raises YakubaError: if the state does not allow it
        """
        for step in self.steps_from(state):
            if step.name == name:
                return step
        label = next((str(step.label) for step in self.steps if step.name == name), name)
        message = sentence("いまは「%(label)s」ができる状態ではありません。", label=label)
        fix = sentence("画面を開き直して状態を確かめてください。")
        raise YakubaError(Problem("step-not-allowed", message, fix))

    def diagram(self) -> str:
        """Return the flow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {_value(self.initial)}"]
        for step in self.steps:
            arrow = f"{_value(step.source)} --> {_value(step.target)}"
            lines.append(f"    {arrow}: {step.label} ({step.by})")
        lines += [f"    {_value(state)} --> [*]" for state in self.final]
        return "\n".join(lines) + "\n"


def _value(state: str) -> str:
    return str(getattr(state, "value", state))


def _states(steps: Iterable[Step], initial: str) -> tuple[str, ...]:
    named = [initial]
    for step in steps:
        named += [step.source, step.target]
    return tuple(dict.fromkeys(named))


def _check(flow: Flow) -> None:
    _check_names(flow)
    forward = {(step.source, step.target) for step in flow.steps}
    backward = {(target, source) for source, target in forward}
    _check_all("never reached", flow.states, _closure({flow.initial}, forward))
    _check_all("final but in no step", flow.final, set(flow.states))
    _check_all("without a way to a final state", flow.states, _closure(set(flow.final), backward))


def _check_names(flow: Flow) -> None:
    seen: set[tuple[str, str]] = set()
    for step in flow.steps:
        key = (step.name, _value(step.source))
        if key in seen:
            raise ValueError(f"Flow: step {key[0]!r} stands twice at state {key[1]!r}")
        seen.add(key)


def _check_all(fault: str, states: Iterable[str], good: set[str]) -> None:
    bad = [_value(state) for state in states if state not in good]
    if bad:
        raise ValueError(f"Flow: states {fault}: {', '.join(bad)}")


def _closure(start: set[str], arrows: set[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while more := {target for source, target in arrows if source in reached} - reached:
        reached |= more
    return reached
