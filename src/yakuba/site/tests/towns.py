"""Installations of their own for tests that run the real commands in real processes."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

NUMBER = count()


@dataclass(frozen=True)
class Town:
    """A home and, on PostgreSQL, a database."""

    home: Path
    environment: dict[str, str]

    def run(self, *arguments, timeout=120):
        """Run a command of `yakuba` here and return the finished process."""
        return subprocess.run(
            [sys.executable, "-m", "yakuba", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )

    def python(self, code):
        """Run Python code here, after Django's set-up, and return what it prints."""
        start = "from yakuba.site import console; console.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def make_town(home: Path) -> Town:
    """Return an empty installation; on PostgreSQL with a database of its own."""
    return _town(home, "CREATE DATABASE {name}")


def copy_town(pattern: Town, home: Path) -> Town:
    """Return an installation that equals another one, which must not be in use."""
    shutil.copytree(pattern.home, home, symlinks=True, dirs_exist_ok=True)
    like = urlsplit(pattern.environment.get("DATABASE_URL", "")).path.lstrip("/")
    return _town(home, f"CREATE DATABASE {{name}} TEMPLATE {like}")


def _town(home: Path, statement: str) -> Town:
    environment = os.environ | {"YAKUBA_HOME": str(home)}
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        import psycopg

        name = f"town_{os.getpid()}_{next(NUMBER)}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement.format(name=name).encode())
        environment["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    return Town(home, environment)
