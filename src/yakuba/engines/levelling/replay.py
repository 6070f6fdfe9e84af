"""Replays a plan year by year: what it costs, what it spends, and where it breaks a rule.

This is the contract in plain Python and shares nothing with the search: every number that the
engine reports about its plan comes from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from yakuba.engines.levelling.problem import (
    DEMOLISH,
    LONG_LIFE,
    REBUILD,
    REPAIR,
    Asset,
    Plan,
    Problem,
    Works,
)

TOLERANCE = 1e-9  # of areas: sums of decimal fractions


@dataclass(slots=True)
class Replay:
    """What a plan comes to.  `spending` is undiscounted payments per year."""

    objective: float = 0.0
    flat_line: float = 0.0
    spending: list[float] = field(default_factory=list)
    works_per_year: list[int] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)


def replay(problem: Problem, plan: Plan) -> Replay:
    """Return what a plan comes to; assets that it leaves out get no works."""
    found = Replay(spending=[0.0] * problem.years, works_per_year=[0] * problem.years)
    known = {asset.id for asset in problem.assets}
    found.broken += [f"{name}: no such asset" for name in plan if name not in known]
    for asset in problem.assets:
        found.objective += _live(problem, asset, plan.get(asset.id, ()), found)
    for year, amount in enumerate(found.spending):
        found.objective += problem.discount(year) * amount
    found.flat_line, levelling = flat_line(problem, found.spending)
    found.objective += levelling
    _check_limits(problem, found)
    return found


def flat_line(problem: Problem, spending: Sequence[float]) -> tuple[float, float]:
    """Return the best flat line for a spending, and what line and overshoot cost together.

    The cost is convex and piecewise linear with corners at the spending of each year.
    """
    most = problem.limits.flat_line_max
    best: tuple[float, float] | None = None
    for line in sorted({0.0, most, *(min(amount, most) for amount in spending)}):
        cost = problem.prices.flat_line * line
        for year, amount in enumerate(spending):
            over = max(0.0, amount - line)
            cost += problem.prices.overshoot * problem.discount(year) * over
        if best is None or cost < best[1]:
            best = (line, cost)
    assert best is not None  # noqa: S101 (the loop runs at least once)
    return best


def _live(problem: Problem, asset: Asset, works: Works, found: Replay) -> float:
    """Return discounted running, service and terminal cost of one asset; add its payments."""
    acts = dict(works)
    if len(acts) < len(works) or any(not 0 <= year < problem.years for year in acts):
        found.broken.append(f"{asset.id}: two works in one year, or a year outside the plan")
    age, gains, cost = asset.age, 0, 0.0
    for year in range(problem.years):
        kind = acts.get(year)
        if kind is not None:
            _pay(problem, asset, kind, year, found)
        if asset.id in found.gone:
            cost += problem.discount(year) * asset.replacement_service_cost
            reason = f"{kind} after it was gone" if kind else ""
        else:
            cost += problem.discount(year) * _running(problem, asset, age)
            reason = _forbidden(problem, asset, kind, age, gains)
            age, gains = _after(problem, kind, age, gains)
        if reason:
            found.broken.append(f"{asset.id}: {reason} in year {year}")
        if kind == DEMOLISH:
            found.gone.setdefault(asset.id, year)
    return cost + (0.0 if asset.id in found.gone else _left(problem, asset, age, gains, found))


def _running(problem: Problem, asset: Asset, age: int) -> float:
    first, second = problem.running_growth
    return asset.running_cost * (1 + first * age + second * age * age)


def _left(problem: Problem, asset: Asset, age: int, gains: int, found: Replay) -> float:
    """Return the discounted cost of the life used up at the end."""
    limit = asset.life + problem.works[LONG_LIFE].limit_gain * gains
    if age > limit:
        found.broken.append(f"{asset.id}: older than its limit at the end")
    used = problem.terminal_share * asset.rebuild_cost * age / limit
    return problem.discount(problem.years) * used


def _pay(problem: Problem, asset: Asset, kind: str, year: int, found: Replay) -> None:
    """Spread the cost of a work in equal parts; what falls after the end is paid in the end."""
    parts = problem.works[kind].payment_years
    for part in range(parts):
        at = min(year + part, problem.years - 1)
        found.spending[at] += problem.cost(asset, kind) / parts
    found.works_per_year[year] += 1


def _forbidden(problem: Problem, asset: Asset, kind: str | None, age: int, gains: int) -> str:
    """Return why an act is not allowed at an age, "" if it is."""
    limit = asset.life + problem.works[LONG_LIFE].limit_gain * gains
    if age > limit:
        return f"age {age} is beyond the limit {limit}"
    if kind is None:
        return "" if age < limit else f"kept at its limit {limit}"
    work = problem.works[kind]
    last = limit - work.before_limit if kind == REPAIR else limit
    if not work.from_age <= age <= last:
        return f"{kind} at age {age}, allowed {work.from_age} to {last}"
    if kind == LONG_LIFE and gains:
        return "long_life twice"
    if kind == DEMOLISH and not asset.removable:
        return "demolish of what must stay"
    return ""


def _after(problem: Problem, kind: str | None, age: int, gains: int) -> tuple[int, int]:
    """Return age and gains after an act."""
    if kind is None or kind == DEMOLISH:
        return age + 1, gains
    work = problem.works[kind]
    if kind == REPAIR:
        return max(age - work.years_younger, work.youngest), gains
    if kind == REBUILD:
        return 0, 0
    return age - work.years_younger, 1


def _check_limits(problem: Problem, found: Replay) -> None:
    limits = problem.limits
    for year, works in enumerate(found.works_per_year):
        if works > limits.works_per_year:
            found.broken.append(f"works_per_year: {works} in year {year}")
    whole = sum(asset.area_m2 for asset in problem.assets)
    gone = sum(asset.area_m2 for asset in problem.assets if asset.id in found.gone)
    if gone < limits.area_reduction_share * whole - TOLERANCE * whole:
        found.broken.append(f"area_reduction_share: {gone} of {whole}")
    for group in problem.groups:
        _check_group(problem, found, group)


def _check_group(problem: Problem, found: Replay, group: str) -> None:
    own = [asset for asset in problem.assets if asset.group == group]
    whole = sum(asset.area_m2 for asset in own)
    allowed = (1 - problem.limits.group_area_kept_share) * whole + TOLERANCE * whole
    for year in problem.limits.group_checkpoints:
        lost = sum(each.area_m2 for each in own if found.gone.get(each.id, year + 1) <= year)
        if lost > allowed:
            found.broken.append(f"group_area: {group} loses {lost} by year {year}")
