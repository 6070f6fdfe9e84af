"""All processes of one installation: the web server, the worker and the timer."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import locks, paths
from yakuba.site import console

LONGEST_DELAY = 60.0
GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1
WORKERS = 2


@dataclass
class Child:
    """A process that is started again when it dies, each time after a longer delay."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    delay: float = 1.0
    started: float = 0.0
    due: float = field(default=0.0)

    def look_after(self, now: float) -> None:
        """Start the process when it is due; note when it died."""
        if self.process is not None and self.process.poll() is not None:
            sweep(self.process)
            self._note_death(now)
        if self.process is None and now >= self.due:
            self.process = start(self.command)
            self.started = now

    def _note_death(self, now: float) -> None:
        if now - self.started > LONGEST_DELAY:
            self.delay = 1.0
        console.say(f"{self.name} が止まりました。{self.delay:.0f} 秒後に動かし直します。")
        self.process = None
        self.due = now + self.delay
        self.delay = min(self.delay * 2, LONGEST_DELAY)

    def end(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


def start(command: list[str], *, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own; it ends when this process is killed."""
    return subprocess.Popen(  # noqa: S603 (our own commands only)
        command,
        start_new_session=True,
        preexec_fn=_end_with_parent,
        stdout=subprocess.DEVNULL if quiet else None,
    )


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def sweep(process: subprocess.Popen[bytes]) -> None:
    """Kill what a dead child left behind, such as the workers of the web server."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server; it serves files without asking Python."""
    mounts = {"/static": paths.home() / "static", "/published": paths.published()}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    command += ["--workers", str(WORKERS), "--blocking-threads", "1", "--respawn-failed-workers"]
    command += ["--host", host, "--port", str(port), "--log-level", "warning"]
    command += ["--workers-kill-timeout", "5", "--static-path-expires", "0"]
    for route, folder in mounts.items():
        folder.mkdir(parents=True, exist_ok=True)
        command += ["--static-path-route", route, "--static-path-mount", str(folder)]
    return [*command, "yakuba.site.wsgi:application"]


def children(host: str, port: int) -> list[Child]:
    """Return what an installation runs, beside the timer."""
    worker = [sys.executable, "-m", "django", "db_worker", "-v", "0"]
    worker += ["--queue-name", "default,slow", "--no-startup-delay"]
    return [Child("web", web_command(host, port)), Child("worker", worker)]


def serve(host: str, port: int) -> int:
    """Run all processes until a signal ends them; return the exit code.

    :raises YakubaError: if the port is taken or another `yakuba serve` uses this home.
    """
    check_port(host, port)
    ending = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    with locks.hold("serve", busy=ALREADY):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        family = children(host, port)
        try:
            look_after(family, ending, host=host, port=port)
        finally:
            end_all(family)
    return 0


ALREADY = Problem(
    "serve.already",
    "この町の `yakuba serve` はもう動いています。",
    "先にそれを止めてください。",
)


def look_after(family: list[Child], ending: threading.Event, *, host: str, port: int) -> None:
    """Keep all children alive and call `tick` each minute, until the end is asked for."""
    timer = Child("tick", [sys.executable, "-m", "yakuba", "tick"])
    next_tick = time.monotonic() + 60
    greeted = False
    while not ending.is_set():
        now = time.monotonic()
        for child in family:
            child.look_after(now)
        if now >= next_tick:
            run_timer(timer)
            next_tick += 60
        greeted = greeted or greet(host, port)
        ending.wait(0.2 if not greeted else 0.5)
    timer.end()


def run_timer(timer: Child) -> None:
    """Start one tick, unless the last one still runs."""
    if timer.process is None or timer.process.poll() is not None:
        timer.process = start(timer.command, quiet=True)


def greet(host: str, port: int) -> bool:
    """Say where the town is once it answers; return whether it did."""
    try:
        socket.create_connection((reachable(host), port), timeout=0.2).close()
    except OSError:
        return False
    console.say(f"http://{reachable(host)}:{port}/ で開けます。止めるには Ctrl-C を押します。")
    for line in accounts_to_try():
        console.say(line)
    return True


def reachable(host: str) -> str:
    """Return the name under which this machine itself reaches the server."""
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 (compared, not bound)


def accounts_to_try() -> list[str]:
    """Return lines with the accounts of the demo town; none for a real town."""
    from django.conf import settings

    if not settings.DEMO:
        return []
    from yakuba.site.demo.office import demo_accounts

    return ["見本の町のアカウント（職員番号・パスワード・氏名・職）"] + [
        f"  {account.login_name}  {account.password}  {account.name}  {'、'.join(account.posts)}"
        for account in demo_accounts()
    ]


def end_all(family: list[Child]) -> None:
    """End every child: first by asking, after the grace by force."""
    for child in family:
        child.end()
    limit = time.monotonic() + GRACE_SECONDS
    for child in family:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        sweep(child.process)


def check_port(host: str, port: int) -> None:
    """Make sure that the address is free.

    :raises YakubaError: if another program listens there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise YakubaError(
                Problem(
                    "serve.port-taken",
                    f"{host}:{port} は使えません（{error.strerror}）。",
                    "PORT=8080 のように、別のポートを指定してください。",
                )
            ) from error
