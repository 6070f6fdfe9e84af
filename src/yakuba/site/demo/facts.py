"""The demo town's data files: what they hold and where they lie."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

Facts = dict[str, Any]

FOLDER: Final = Path(__file__).parent / "data"


@cache
def read(name: str) -> Facts:
    """Return what a file of the folder holds: `office`, `plan`, `rounds` or `items/<key>`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def items() -> dict[str, Facts]:
    """Return the invented records of every item of the plan, by its key, in the plan's order."""
    return {row["key"]: read(f"items/{row['key']}") for row in read("plan")["items"]}
