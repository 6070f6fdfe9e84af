import os
import signal
import socket
from pathlib import Path

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.site import serve
from yakuba.site.tests.serving import free_port, get, log_of, serving, wait_until

pytestmark = pytest.mark.django_db


def descendants(pid):
    """Return the processes below a process, its children's children too."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(stat.parent.name)] = int(fields[1])
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        children = [child for child, above in parents.items() if above == parent]
        found += children
        waiting += children
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
def test_serve_answers_with_pages_static_files_and_releases(new_town):
    town, port = new_town(), free_port()
    release = town.home / "published/p/r1"
    release.mkdir(parents=True)
    (release / "index.html").write_text("<p>released</p>")
    (release.parent / "current").symlink_to("r1")

    with serving(town, port):
        assert get(port, "/health/live")[0] == 200
        assert get(port, "/static/ui/base.css")[0] == 200
        assert get(port, "/published/p/current/index.html") == (200, b"<p>released</p>")
        assert get(port, "/published/%2e%2e/secret")[0] == 404
        assert get(port, "/static/%2e%2e/yakuba.sqlite3")[0] == 404
        second = town.run("serve", "--port", str(free_port()))

    assert second.returncode == 2
    assert second.stderr.startswith("この町の `yakuba serve` はもう動いています。")


@pytest.mark.slow
def test_serve_ends_all_its_children_on_sigterm(new_town):
    town, port = new_town(), free_port()

    with serving(town, port) as process:
        family = descendants(process.pid)
        process.terminate()
        code = process.wait(15)

    assert len(family) >= 4  # the web server, its two workers, the worker of jobs
    assert (code, [pid for pid in family if is_alive(pid)]) == (0, [])


@pytest.mark.slow
def test_serve_restarts_a_killed_web_server(new_town):
    town, port = new_town(), free_port()

    with serving(town, port) as process:
        (web,) = [
            pid
            for pid in descendants(process.pid)
            if "granian" in Path(f"/proc/{pid}/cmdline").read_text()
            and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
            == str(process.pid)
        ]
        os.kill(web, signal.SIGKILL)
        assert wait_until(lambda: "web が止まりました" in log_of(town))
        assert wait_until(lambda: get(port, "/health/ready")[0] == 200)


@pytest.mark.slow
def test_children_end_when_serve_itself_is_killed(new_town):
    town, port = new_town(), free_port()

    with serving(town, port) as process:
        family = descendants(process.pid)
        process.kill()
        process.wait(5)
        assert wait_until(lambda: not [pid for pid in family if is_alive(pid)])


def test_taken_port_is_named_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(YakubaError) as caught:
            serve.check_port("127.0.0.1", port)

    assert caught.value.problems[0].code == "serve.port-taken"
    assert "PORT=" in caught.value.problems[0].fix


def test_real_town_is_not_served_to_the_network(new_town):
    done = new_town().run("serve", "--host", "0.0.0.0")  # noqa: S104 (refused)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("HOST=0.0.0.0 は見本の町だけで使えます。")


@pytest.mark.parametrize("port", ["", "0", "65536", "eighty"])
def test_wrong_port_is_refused(new_town, port):
    done = new_town().run("serve", "--port", port)

    assert done.returncode == 2
    assert done.stderr.startswith(f"ポート「{port}」は使えません。")


@pytest.mark.slow
def test_worker_of_serve_does_a_job(new_town):
    town, port = new_town(), free_port()
    start = (
        "from yakuba.platform.jobs import services\n"
        "services.enqueue('backup.make', 'backup', account=None, payload={}, queue='slow')"
    )
    look = "from yakuba.platform.jobs.models import Job\nprint(Job.objects.get().state)"

    with serving(town, port):
        town.python(start)
        assert wait_until(lambda: town.python(look) == "done\n")

    assert len(list((town.home / "backup").glob("yakuba-*.tar.gz"))) == 1
