"""Invented towns for tests and benchmarks: the same seed gives the same town on any machine."""

import random
from typing import Any, Final

LIVES: Final = (50, 60, 60, 60, 65)
PAYMENTS: Final = {"repair": 1, "long_life": 1, "rebuild": 1, "demolish": 1}


def make(
    seed: int, *, assets: int = 100, years: int = 50, payments: dict[str, int] | None = None
) -> dict[str, Any]:
    """Return the document of a town: ages and areas as in small towns, a flat line that pinches.

    Money is million yen.  Unit prices: rebuild 280 to 400 thousand yen per m² (engines, section
    A); the flat line is 1.9 percent of the value of all buildings a year.
    """
    draw = random.Random(seed)  # noqa: S311 (an invented town is no secret)
    groups = max(2, min(12, assets // 12))
    stock = [_asset(draw, number, groups) for number in range(assets)]
    value = sum(asset["rebuild_cost"] for asset in stock)
    return {
        "start_fy": 2026,
        "years": years,
        "discount_rate": 0.02,
        "assets": stock,
        "works": _works(PAYMENTS | (payments or {})),
        "running_growth": [0.012, 0.0003],
        "terminal_share": 0.6,
        "limits": {
            "flat_line_max": round(0.019 * value, 1),
            "works_per_year": max(2, round(0.08 * assets)),
            "area_reduction_share": 0.15,
            "group_area_kept_share": 0.75,
            "group_checkpoints": [year for year in (10, 20, 30, 40, 49) if year < years],
        },
        "prices": {"overshoot": 3.0, "flat_line": 4.0},
    }


def _works(payments: dict[str, int]) -> dict[str, dict[str, Any]]:
    works: dict[str, dict[str, Any]] = {
        "repair": {
            "share": 0.22,
            "years_younger": 11,
            "youngest": 5,
            "from_age": 18,
            "before_limit": 3,
        },
        "long_life": {"share": 0.55, "years_younger": 12, "limit_gain": 20, "from_age": 30},
        "rebuild": {"share": 1.0, "from_age": 35},
        "demolish": {"from_age": 20},
    }
    for kind, years in payments.items():
        works[kind]["payment_years"] = years
    return works


def _asset(draw: random.Random, number: int, groups: int) -> dict[str, Any]:
    life = draw.choice(LIVES)
    area = round(min(9_000.0, max(80.0, draw.lognormvariate(6.7, 0.85))))
    age = min(life - 1, max(0, round(draw.triangular(0, 62, 44))))
    price = draw.uniform(0.28, 0.40)
    running = area * draw.uniform(0.004, 0.009)
    return {
        "id": f"a{number}",
        "group": f"g{draw.randrange(groups)}",
        "area_m2": area,
        "age": age,
        "life": life,
        "removable": draw.random() < 0.7,
        "rebuild_cost": round(area * price, 1),
        "running_cost": round(running, 2),
        "replacement_service_cost": round(running * draw.uniform(1.8, 3.2), 2),
        "demolition_cost": round(area * 0.03, 1),
    }
