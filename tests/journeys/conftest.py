"""An empty installation behind its door, for a whole year."""

import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from tests.journeys.front import front_door

from yakuba.site.tests.serving import free_port, serving
from yakuba.site.tests.towns import Town, make_town

FIRST = re.compile(r"職員番号 (\S+)　パスワード (\S+)")


@dataclass(frozen=True)
class NewTown:
    """A town that was just installed: its door, and the account that `yakuba init` printed."""

    town: Town
    url: str
    login_name: str
    password: str


@contextmanager
def real_town(folder):
    """Install an empty town, serve it and open its door."""
    town = make_town(folder)
    done = town.run("init")
    assert done.returncode == 0, done.stderr
    login_name, password = FIRST.search(done.stdout + done.stderr).groups()
    port = free_port()
    with serving(town, port), front_door(port, folder) as url:
        yield NewTown(town, url, login_name, password)


@pytest.fixture
def empty_town(tmp_path):
    with real_town(tmp_path) as town:
        yield town
