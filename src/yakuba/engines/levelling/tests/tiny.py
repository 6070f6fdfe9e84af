"""Tiny towns with every rule in play, drawn from a seed: small enough to try all plans."""

import random


def make(seed):
    """Return the document of a town of one to four assets over two to eight years."""
    draw = random.Random(seed)  # noqa: S311 (an invented town is no secret)
    years = draw.randint(2, 8)
    count = draw.randint(1, 4)
    return {
        "start_fy": 2026,
        "years": years,
        "discount_rate": draw.choice([0, 0.02, 0.1]),
        "assets": [_asset(draw, number) for number in range(count)],
        "works": {
            "repair": {
                "share": 0.2,
                "years_younger": draw.randint(1, 5),
                "youngest": draw.randint(0, 4),
                "from_age": draw.randint(3, 9),
                "before_limit": draw.randint(0, 3),
            }
            | _paid(draw),
            "long_life": {
                "share": 0.5,
                "years_younger": draw.randint(1, 6),
                "limit_gain": draw.randint(2, 6),
                "from_age": draw.randint(4, 10),
            }
            | _paid(draw),
            "rebuild": {"share": 1.0, "from_age": draw.randint(5, 12)} | _paid(draw),
            "demolish": {"from_age": draw.randint(5, 11)} | _paid(draw),
        },
        "running_growth": [draw.uniform(0, 0.1), draw.uniform(0, 0.01)],
        "terminal_share": draw.choice([0, 0.6, 1.5]),
        "limits": _limits(draw, years),
        "prices": {"overshoot": draw.choice([0, 3.0]), "flat_line": draw.choice([0, 0.5, 4.0])},
    }


def _paid(draw):
    return {"payment_years": draw.choice([1, 1, 2, 3])}


def _limits(draw, years):
    return {
        "flat_line_max": draw.choice([0, 20.0, 80.0, 200.0]),
        "works_per_year": draw.choice([0, 1, 1, 2, 3]),
        "area_reduction_share": draw.choice([0, 0, 0.2, 0.4]),
        "group_area_kept_share": draw.choice([0, 0, 0.4, 0.75]),
        "group_checkpoints": draw.choice([[], [0, 1], [years - 1], [2, 1]]),
    }


def _asset(draw, number):
    life = draw.randint(8, 14)
    return {
        "id": f"a{number}",
        "group": draw.choice("gh"),
        "area_m2": draw.choice([draw.randint(50, 300), round(draw.uniform(50, 300), 1)]),
        "age": draw.randint(max(0, life - 8), life),
        "life": life,
        "removable": draw.random() < 0.6,
        "rebuild_cost": float(draw.randint(50, 200)),
        "running_cost": draw.randint(1, 40) / 4,
        "replacement_service_cost": draw.randint(1, 60) / 4,
        "demolition_cost": float(draw.randint(1, 20)),
    }
