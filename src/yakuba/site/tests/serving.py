"""A town served by the real `yakuba serve`, and the demo town for tests in the browser."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from yakuba.site.demo.office import PASSWORD
from yakuba.site.tests.towns import Town, copy_town, make_town


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, b""


def wait_until(condition, seconds=30):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            if condition():
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


@contextmanager
def serving(town, port):
    environment = town.environment | {"PORT": str(port)}
    command = [sys.executable, "-m", "yakuba", "serve"]
    log = (town.home / "log").open("w")
    process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    try:
        assert wait_until(lambda: get(port, "/health/ready")[0] == 200), log_of(town)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(15)
        log.close()


def log_of(town):
    return (town.home / "log").read_text()


@dataclass(frozen=True)
class Served:
    """A running town: where it is, and how to sign in."""

    town: Town
    url: str
    password: str = PASSWORD


@pytest.fixture(scope="session")
def demo_town(tmp_path_factory):
    """Return the demo town, built once; it is copied, never changed."""
    town = make_town(tmp_path_factory.mktemp("demo"))
    done = town.run("demo", timeout=300)
    assert done.returncode == 0, done.stderr
    return town


@pytest.fixture(scope="session")
def demo(demo_town, tmp_path_factory):
    """Give the demo town as it is served, for tests that only look."""
    town = copy_town(demo_town, tmp_path_factory.mktemp("served"))
    port = free_port()
    with serving(town, port):
        yield Served(town, f"http://127.0.0.1:{port}")


@pytest.fixture
def own_demo(demo_town, tmp_path):
    """Give a demo town of this test's own, for tests that change it."""
    town = copy_town(demo_town, tmp_path / "town")
    port = free_port()
    with serving(town, port):
        yield Served(town, f"http://127.0.0.1:{port}")
    shutil.rmtree(town.home, ignore_errors=True)
