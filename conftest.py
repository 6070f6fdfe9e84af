"""What all tests share: a home for each test, the browser, and a list of what is not installed."""

import os
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from yakuba.site.tests.home import HOME

pytest_plugins = ["yakuba.platform.audit.tests.flushing", "yakuba.site.tests.serving"]

PACKAGES = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "pg_dump": "postgresql",
    "wrk": "wrk",
}
NUMBER = count(1)
MISSING = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="run only the tests that use the database"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = set()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the test's thread


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            item.add_marker(pytest.mark.needs("chromium"))
    if config.getoption("--only-database"):
        keep = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in keep])
        items[:] = keep


def _uses_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"db", "transactional_db", "live_server"}) or bool(
        item.get_closest_marker("django_db")
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    tools = {tool for mark in item.iter_markers("needs") for tool in mark.args}
    absent = {tool for tool in tools if shutil.which(tool) is None}
    if absent:
        item.config.stash[MISSING] |= absent
        pytest.skip("not installed: " + ", ".join(sorted(absent)))
    home = HOME / f"{next(NUMBER)}"
    home.mkdir()
    os.environ["YAKUBA_HOME"] = str(home)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for tool in sorted(config.stash[MISSING]):
        terminalreporter.write_line(
            f"not installed: {tool} — apt-get install {PACKAGES.get(tool, tool)}", red=True
        )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.stash[MISSING] and os.environ.get("CI") == "1" and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def home() -> Path:
    """Return this test's own YAKUBA_HOME."""
    return Path(os.environ["YAKUBA_HOME"])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use Debian's chromium; nothing is downloaded."""
    return {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
