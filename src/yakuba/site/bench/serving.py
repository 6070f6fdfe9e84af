"""(b) The published file against the same page through the app, and (e) a worker's memory."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path

from yakuba.core.publication.store import current_snapshot
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site.bench.measure import Measured

SECONDS = 10
PATIENCE = 30
WARM_UP = 200


def measure() -> Iterator[Measured]:
    """Yield requests a second for file and app, then the memory of the larger web worker.

    :raises YakubaError: if wrk is not installed
    """
    if shutil.which("wrk") is None:
        message, fix = "wrk がありません。", "apt-get install wrk で入れてください。"
        raise YakubaError(Problem("bench.wrk", message, fix))
    snapshot = current_snapshot()
    assert snapshot is not None  # noqa: S101 (the demo town is published)
    slug, item = snapshot["plan"]["slug"], snapshot["items"][0]["key"]
    with _served() as (address, process):
        app = _requests_a_second(f"{address}/plans/{slug}/items/{item}")
        file = _requests_a_second(f"{address}/published/{slug}/current/ja/items/{item}.html")
        memory = max(_memory(pid) for pid in _web_workers(process.pid))
    yield Measured(
        bench="serving",
        what="公表した項目ページ",
        value=file,
        unit="件/秒",
        baseline="アプリを通した同じページ",
        baseline_value=app,
        aim="20 倍以上",
    )
    yield Measured(
        bench="memory",
        what="ウェブの作業プロセス（要求を受けたあと）",
        value=memory,
        unit="MB",
        baseline="この測定のプロセス",
        baseline_value=_memory(os.getpid()),
        aim="150 MB 以下",
    )


@contextmanager
def _served() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Run `yakuba serve` on a free loopback port and end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "yakuba", "serve"],
        env=os.environ | {"PORT": str(port), "HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(address)
        yield address, process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.2)
    message = f"{PATIENCE} 秒待ってもサーバーが答えません。"
    raise YakubaError(Problem("bench.server", message))


def _requests_a_second(address: str) -> Decimal:
    for _ in range(WARM_UP):
        with urllib.request.urlopen(address) as answer:  # noqa: S310 (loopback only)
            answer.read()
    done = subprocess.run(  # noqa: S603
        [str(shutil.which("wrk")), "-t1", "-c16", f"-d{SECONDS}", address],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise YakubaError(Problem("bench.refused", f"{address} が 200 以外を返しました。"))
    found = re.search(r"Requests/sec:\s+([0-9.]+)", done.stdout)
    if found is None:
        raise YakubaError(Problem("bench.wrk", f"wrk の結果が読めません：{done.stdout}"))
    return Decimal(found[1])


def _web_workers(parent: int) -> list[int]:
    """Return the processes below `yakuba serve` that belong to the web server, not its master."""
    below = _descendants(parent)
    web = [pid for pid in below if "granian" in _command(pid)]
    return [pid for pid in web if not _children(pid)] or web


def _descendants(pid: int) -> list[int]:
    children = _children(pid)
    return children + [deeper for child in children for deeper in _descendants(child)]


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def _memory(pid: int) -> Decimal:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = int(re.findall(r"VmRSS:\s+(\d+)", status)[0])
    return round(Decimal(kilobytes) / 1024, 1)
