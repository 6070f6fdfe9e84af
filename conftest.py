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
    "soffice": "libreoffice-calc-nogui",
    "wrk": "wrk",
}
NUMBER = count(1)
ABSENT = "not installed: "


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="run only the tests that use the database"
    )


def pytest_configure(config: pytest.Config) -> None:
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
        pytest.skip(ABSENT + " ".join(sorted(absent)))
    home = HOME / f"{next(NUMBER)}"
    home.mkdir()
    os.environ["YAKUBA_HOME"] = str(home)


def _absent_tools(reporter: Any) -> list[str]:
    """Return the tools for lack of which tests were skipped, in this process or its workers."""
    reasons = [report.longrepr[2] for report in reporter.stats.get("skipped", [])]
    lists = [reason.partition(ABSENT)[2].split() for reason in reasons]
    return sorted({tool for tools in lists for tool in tools})


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for tool in _absent_tools(terminalreporter):
        package = PACKAGES.get(tool, tool)
        terminalreporter.write_line(f"{ABSENT}{tool} — apt-get install {package}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    strict = os.environ.get("CI") == "1" and exitstatus == pytest.ExitCode.OK
    if strict and reporter is not None and _absent_tools(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def home() -> Path:
    """Return this test's own YAKUBA_HOME."""
    return Path(os.environ["YAKUBA_HOME"])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use Debian's chromium; nothing is downloaded."""
    return {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
