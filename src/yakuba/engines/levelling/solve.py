"""Levels a problem: first the bound, then the search for a plan, then the proof of both.

Effort is counted in rounds and steps, never in time: the same problem, effort and seed give the
same answer with any number of workers.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from yakuba.engines.compiling import is_compiled
from yakuba.engines.levelling import arrays as tables
from yakuba.engines.levelling import dual, mixing, proofs, search, together
from yakuba.engines.levelling.arrays import NEVER, Arrays, Ints
from yakuba.engines.levelling.every import all_plans
from yakuba.engines.levelling.problem import KINDS, Plan, Problem
from yakuba.engines.levelling.replay import replay
from yakuba.engines.levelling.result import INFEASIBLE, SOLVED, STOPPED, Result

CHAINS: Final = (4, 2)  # searches side by side, of a town and of a large one
SLACK: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work: rounds for the bound, rounds and steps (at 100 assets) for the plan."""

    priced: int
    sharpened: int
    rounds: int
    steps: int
    heat: float = 2e-4  # a large town has so many near moves that it needs none


EFFORTS: Final = {
    1: Effort(priced=60, sharpened=10, rounds=4, steps=6_000),
    2: Effort(priced=100, sharpened=30, rounds=8, steps=48_000),
    3: Effort(priced=150, sharpened=60, rounds=16, steps=240_000),
}
SMALL: Final = 25  # assets; up to here a MILP over the lives found ends soon
MIXING_NODES: Final = 2_000
MIDDLE: Final = 300
LARGE: Final = 600  # assets; above, solving groups as wholes proves nothing more


@dataclass(frozen=True, slots=True)
class Options:
    """How a problem is to be solved.  `stop` is asked between rounds."""

    effort: int = 2
    time_limit: float | None = None
    workers: int = 1
    seed: int = 0
    stop: Callable[[], bool] = lambda: False
    watch: Callable[[str, float, float | None], None] = lambda step, bound, objective: None


class Halt(Exception):  # noqa: N818 (no error: the time is over, or a person has seen enough)
    """The work ends here; what was found counts."""


@dataclass(slots=True)
class Found:
    """The best plan so far: acts [N, T], its cost, and its penalty (0: it keeps all limits)."""

    acts: Ints | None = None
    cost: float = np.inf
    penalty: float = np.inf


def solve(problem: Problem, options: Options = Options()) -> Result:
    """Return the best plan found with a bound, or the proof that no plan keeps the limits."""
    began = time.monotonic()
    halted = _Clock(began, options)
    result = Result(STOPPED, compiled=is_compiled(), limited=options.time_limit is not None)
    arrays = tables.from_problem(problem)
    bounded, found = dual.Bounded(-np.inf, dual.first_duals(arrays)), Found()
    result.proof = proofs.impossible_ages(problem, arrays)
    try:
        if not result.proof:
            _raise_bound(arrays, bounded, options, halted)
            if bounded.slack > SLACK or bounded.bound >= NEVER / 2:
                result.proof = _prove(problem, arrays, bounded)
        if not result.proof:
            _search(arrays, bounded, found, options, halted)
    except Halt:
        result.limited = True
        _at_least(arrays, bounded, found, options)
    if not result.proof and found.penalty > 0.0 and not result.limited:
        result.proof = _prove(problem, arrays, bounded) or together.contradiction(arrays)
    _conclude(problem, result, bounded, found)
    result.seconds = time.monotonic() - began
    return result


class _Clock:
    """Ends the work when its time is over or a person asks for it."""

    def __init__(self, began: float, options: Options) -> None:
        self.options = options
        limit = options.time_limit
        self.until = None if limit is None else began + limit

    def __call__(self) -> None:
        over = self.until is not None and time.monotonic() >= self.until
        if over or self.options.stop():
            raise Halt


def _raise_bound(
    arrays: Arrays, bounded: dual.Bounded, options: Options, halted: Callable[[], None]
) -> None:
    """Raise the bound in both ways; whenever the work ends, `bounded` holds the best so far."""
    effort = EFFORTS[options.effort]

    def watch(step: dual.Bounded) -> None:
        options.watch("bound", bounded.bound, None)
        halted()

    dual.raise_bound(arrays, bounded, rounds=effort.priced, watch=watch)
    if bounded.slack <= SLACK:
        rounds = effort.sharpened if arrays.size <= LARGE else 1
        dual.sharpen(arrays, bounded, rounds=rounds, watch=watch)


def _prove(problem: Problem, arrays: Arrays, bounded: dual.Bounded) -> list[proofs.Proof]:
    pressure = bounded.duals.works if bounded.pressure is None else bounded.pressure
    return proofs.prove(problem, arrays, pressure)


def _search(
    arrays: Arrays,
    bounded: dual.Bounded,
    found: Found,
    options: Options,
    halted: Callable[[], None],
) -> None:
    """Search in rounds of several chains; each chain goes on from the best plan of all."""
    effort = EFFORTS[options.effort]
    is_large = arrays.size > MIDDLE
    chains = CHAINS[is_large]
    steps = max(20, steps_for(arrays.size, effort) // chains)
    empty = np.zeros((arrays.size, arrays.years), dtype=np.int64)
    first = empty if bounded.first is None else bounded.first
    with ThreadPoolExecutor(options.workers) as pool:
        for number in range(effort.rounds):
            heat = 0.0 if is_large else effort.heat * (1 - number / effort.rounds)

            def chain(place: int, number: int = number, heat: float = heat) -> Found:
                return Found(
                    *search.search(
                        arrays,
                        bounded.duals,
                        steps=steps,
                        seed=(options.seed * effort.rounds + number) * chains + place,
                        start=first if found.acts is None else found.acts,
                        heat=heat,
                        fresh=found.acts is None,
                    )
                )

            for other in list(pool.map(chain, range(chains))):
                if other.cost < found.cost:
                    found.acts, found.cost, found.penalty = other.acts, other.cost, other.penalty
            options.watch("plan", bounded.bound, None if found.penalty else found.cost)
            halted()
    _mix(arrays, bounded, found)


def _mix(arrays: Arrays, bounded: dual.Bounded, found: Found) -> None:
    """In a small town choose among the lives found on the way, in a tiny one among all there are.

    All there are hold the best plan, also where the search found none that keeps the limits.
    """
    if found.acts is None or arrays.size > SMALL:
        return
    every = all_plans(arrays)
    if not every and found.penalty > 0.0:
        return
    pool = [acts.astype(np.int64) for both in bounded.pool for acts in both]
    mixed = mixing.mix(arrays, [found.acts, *(every or pool)], nodes=MIXING_NODES).plan
    if mixed is not None:
        cost, penalty = search.weighed(arrays, mixed)
        if penalty == 0.0 and (found.penalty > 0.0 or cost < found.cost):
            found.acts, found.cost, found.penalty = mixed, cost, penalty


def _at_least(arrays: Arrays, bounded: dual.Bounded, found: Found, options: Options) -> None:
    """Bring the rounded mixture in order when the work ended before the search began."""
    if found.acts is None and bounded.first is not None:
        found.acts, found.cost, found.penalty = search.search(
            arrays,
            bounded.duals,
            steps=0,
            seed=options.seed,
            start=bounded.first,
            heat=0.0,
            fresh=True,
        )


def steps_for(size: int, effort: Effort) -> int:
    """Return the steps of one round, all chains together."""
    share = size / 100 if size <= 100 else (size / 100) ** 0.25
    return round(effort.steps * share / effort.rounds)


def _conclude(problem: Problem, result: Result, bounded: dual.Bounded, found: Found) -> None:
    """Fill in what the result says about plan, bound or proof."""
    if result.proof:
        result.status = INFEASIBLE
        return
    result.bound = _shaved(bounded.bound)
    if found.acts is not None and found.penalty <= SLACK:
        plan = as_plan(problem, found.acts)
        played = replay(problem, plan)
        if not played.broken:
            result.status, result.plan, result.played = SOLVED, plan, played
            if result.bound is not None:
                result.bound = min(result.bound, played.objective)
            return
    if found.acts is not None:
        broken = replay(problem, as_plan(problem, found.acts)).broken
        result.tightest = (
            {"limit": broken[0].split(":")[0], "left": len(broken)} if broken else None
        )


def _shaved(bound: float) -> float | None:
    """Return a bound less what rounding may have added to it; None if there is none yet."""
    if not np.isfinite(bound):
        return None
    return float(f"{bound - 1e-9 * abs(bound):.12g}")


def as_plan(problem: Problem, acts: Ints) -> Plan:
    """Return acts [N, T] as a plan."""
    return {
        asset.id: tuple(
            (year, KINDS[act - 1]) for year, act in enumerate(acts[place].tolist()) if act
        )
        for place, asset in enumerate(problem.assets)
    }
