"""Why limits of a tiny town cannot be kept together, though each alone could be."""

from dataclasses import replace
from typing import Final

from yakuba.engines.levelling import mixing
from yakuba.engines.levelling.arrays import Arrays, Ints
from yakuba.engines.levelling.every import all_plans
from yakuba.engines.levelling.problem import KINDS
from yakuba.engines.levelling.proofs import Proof

NODES: Final = 2_000


def contradiction(arrays: Arrays) -> list[Proof]:
    """Return the limit that gives way while all others are kept, by how much it must.

    Empty where lives are too many to try them all, or nothing is proven.
    """
    every = all_plans(arrays)
    if not every or not mixing.mix(arrays, every, nodes=NODES).is_impossible:
        return []
    return _area(arrays, every) or _works(arrays, every)


def _area(arrays: Arrays, every: list[Ints]) -> list[Proof]:
    """Return the most area that can go while works and groups keep their limits."""
    most, wanted = -1.0, 0.0
    mixed = mixing.mix(replace(arrays, area_needed=wanted), every, nodes=NODES)
    while mixed.plan is not None:
        most = _gone(arrays, mixed.plan)
        wanted = most + 1e-6 * max(1.0, most)
        mixed = mixing.mix(replace(arrays, area_needed=wanted), every, nodes=NODES)
    if most < 0.0 or not mixed.is_impossible:
        return []
    return [Proof("area_reduction_share", None, None, None, arrays.area_needed, most)]


def _works(arrays: Arrays, every: list[Ints]) -> list[Proof]:
    """Return how many works a year are needed while areas keep their limits."""
    for works in range(arrays.works_allowed + 1, arrays.size + 1):
        mixed = mixing.mix(replace(arrays, works_allowed=works), every, nodes=NODES)
        if mixed.plan is not None:
            years = tuple(range(arrays.years))
            return [Proof("works_per_year", years, None, None, works, arrays.works_allowed)]
        if not mixed.is_impossible:
            break
    return []


def _gone(arrays: Arrays, plan: Ints) -> float:
    return float(arrays.areas[(plan == len(KINDS)).any(axis=1)].sum())
