"""Every life that an asset of a tiny town can have, so that the best plan is among them."""

from typing import Final

import numpy as np

from yakuba.engines.levelling.arrays import LONG_GAIN, Arrays, Ints
from yakuba.engines.levelling.lives import GONE, becomes, is_allowed

MOST: Final = 3_000  # lives of all assets together


def all_plans(arrays: Arrays) -> list[Ints]:
    """Return plans [N, T] in which every life of every asset stands; none if there are too many.

    The plans themselves need not keep the limits: they are for mixing.
    """
    lives: list[list[list[int]]] = []
    for asset in range(arrays.size):
        own: list[list[int]] = []
        left = MOST - sum(map(len, lives))
        if not _walk(arrays, asset, [], int(arrays.ages[asset]), 0, own, left):
            return []
        lives.append(own)
    if not all(lives):
        return []
    longest = max(map(len, lives))
    return [np.array([own[number % len(own)] for own in lives]) for number in range(longest)]


def _walk(
    arrays: Arrays,
    asset: int,
    acts: list[int],
    age: int,
    gains: int,
    own: list[list[int]],
    most: int,
) -> bool:
    """Add every way on from an age and gains; False as soon as there are more than allowed."""
    if len(acts) == arrays.years or age == GONE:
        own.append(acts + [0] * (arrays.years - len(acts)))
        return len(own) <= most
    limit = int(arrays.lives[asset] + arrays.rules[LONG_GAIN] * gains)
    removable = int(arrays.removable[asset])
    for kind in range(5):
        if is_allowed(kind, age, gains, limit, removable, arrays.rules):
            to, then = becomes(kind, age, gains, arrays.rules)
            if not _walk(arrays, asset, [*acts, kind], int(to), int(then), own, most):
                return False
    return True
