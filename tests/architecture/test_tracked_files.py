"""What is in the repository belongs to everybody: no hosts of registries, no paths of a machine."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOSTS = re.compile(
    r"pypi\.o" r"rg|pythonhost" r"ed|registry\.npm" r"js|deb\.debian\.o" r"rg|crates\.i" r"o"
)
PLACES = re.compile(r"/(?:ro" r"ot|ho" r"me)/[a-z]|C:\\\\Use" r"rs")
LARGEST = 1_048_576


def tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    names = [name for name in done.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def naming(pattern):
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if pattern.search(text):
            found.append(str(path.relative_to(ROOT)))
    return found


def test_no_tracked_file_names_a_registry_host():
    assert naming(HOSTS) == []


def test_no_tracked_file_names_a_place_on_a_machine():
    assert naming(PLACES) == []


def test_names_of_hosts_and_places_are_found():
    assert HOSTS.search("https://files.pythonhost" + "ed.example/x")
    assert PLACES.search("/ho" + "me/someone/yakuba")


def test_requirement_files_pin_every_package_by_hash():
    for name in ("base", "dev"):
        text = (ROOT / f"requirements/{name}.txt").read_text()
        pins = re.findall(r"^[a-z0-9-]+(?:\[.*\])?==\S+.*?(?=^\S|\Z)", text, re.M | re.S)
        assert len(pins) > 10
        assert [pin.split("\n")[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_no_tracked_file_is_large():
    large = [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > LARGEST]

    assert large == []
