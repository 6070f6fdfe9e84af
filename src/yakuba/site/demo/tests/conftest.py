import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from yakuba.site.tests.towns import Town, make_town


@dataclass
class Built:
    """A demo town made by `yakuba demo`, and its export by table."""

    town: Town
    exported: str = ""
    tables: dict = field(default_factory=lambda: defaultdict(list))

    @property
    def published(self) -> Path:
        return self.town.home / "published" / "3rd-2021"

    def rows(self, table, **wanted):
        found = self.tables[table]
        return [row for row in found if all(row[name] == is_ for name, is_ in wanted.items())]

    def row(self, table, **wanted):
        [found] = self.rows(table, **wanted)
        return found

    def item(self, key):
        return self.row("plan.item", item_key=key)["id"]

    def sheet(self, key, fy):
        round_ = self.row("evaluation.round", fy=fy)["id"]
        return self.row("evaluation.sheet", item_id=self.item(key), round_id=round_)

    def snapshot(self, fy, number):
        path = self.published / str(fy) / f"r{number}" / "snapshot.json"
        return json.loads(path.read_text(encoding="utf-8"))


def build(home):
    town = make_town(home)
    done = town.run("demo")
    assert done.returncode == 0, done.stderr
    exported = town.run("export", "--all")
    assert exported.returncode == 0, exported.stderr
    built = Built(town, exported.stdout)
    for line in exported.stdout.splitlines():
        record = json.loads(line)
        built.tables[record["table"]].append(record["row"])
    return built


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Return the demo town, built once on the database under test."""
    return build(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo_again(tmp_path_factory):
    """Return the demo town built another time, always on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        return build(tmp_path_factory.mktemp("again"))
