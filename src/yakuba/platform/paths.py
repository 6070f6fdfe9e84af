"""Where an installation keeps its state: one folder, YAKUBA_HOME."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Return the folder that holds all state of this installation."""
    return Path(os.environ.get("YAKUBA_HOME") or CHECKOUT / "var").resolve()


def files() -> Path:
    """Return the folder of uploaded files."""
    return home() / "files"


def published() -> Path:
    """Return the folder of published releases; a web server may serve it as it is."""
    return home() / "published"


def backup() -> Path:
    """Return the folder of backups."""
    return home() / "backup"


def cache() -> Path:
    """Return the folder of things that can be made again."""
    return home() / "cache"
