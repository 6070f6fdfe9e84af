"""All plans of a tiny town, one by one: what the engine's optimum is compared with."""

from itertools import product

from yakuba.engines.levelling.problem import DEMOLISH, KINDS
from yakuba.engines.levelling.replay import _after, _forbidden, flat_line, replay


def lives(problem, asset):
    """Return every allowed life of an asset as works, by walking all acts of all years."""
    found = []

    def walk(year, age, gains, works):
        if year == problem.years:
            gain = problem.works["long_life"].limit_gain * gains
            if age <= asset.life + gain:
                found.append(tuple(works))
            return
        for kind in (None, *KINDS):
            if _forbidden(problem, asset, kind, age, gains):
                continue
            then = [*works, (year, kind)] if kind else works
            if kind == DEMOLISH:
                found.append(tuple(then))
            else:
                walk(year + 1, *_after(problem, kind, age, gains), then)

    walk(0, asset.age, 0, [])
    return found


def optimum(problem):
    """Return the least objective of all plans that break nothing, None if there is none."""
    best = None
    for parts in _combinations(problem):
        works = [sum(part["works"][year] for part in parts) for year in range(problem.years)]
        if max(works) > problem.limits.works_per_year:
            continue
        spending = [sum(part["pays"][year] for part in parts) for year in range(problem.years)]
        cost = sum(part["cost"] for part in parts) + flat_line(problem, spending)[1]
        if best is not None and cost >= best:
            continue
        plan = {asset.id: part["life"] for asset, part in zip(problem.assets, parts, strict=True)}
        if not replay(problem, plan).broken:
            best = cost
    return best


def _combinations(problem):
    """Yield one life per asset in all ways; a life carries its own cost, payments and works."""
    choices = []
    for asset in problem.assets:
        own = []
        for life in lives(problem, asset):
            alone = replay(_alone(problem, asset), {asset.id: life})
            levelling = flat_line(problem, alone.spending)[1]
            own.append(
                {
                    "life": life,
                    "cost": alone.objective - levelling,
                    "pays": alone.spending,
                    "works": alone.works_per_year,
                }
            )
        choices.append(own)
    return product(*choices)


def _alone(problem, asset):
    from dataclasses import replace

    return replace(problem, assets=(asset,))
