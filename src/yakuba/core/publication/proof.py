"""What the page on trust says of the installation itself: drill, audit, accessibility, incidents.

A release freezes it when it is published; the page of the app shows it as it is now.
"""

import json
from datetime import datetime
from typing import Any, Final

from yakuba.core.publication import canonical
from yakuba.core.publication.checked import ACCESSIBILITY
from yakuba.core.publication.models import Release
from yakuba.platform import paths
from yakuba.platform.audit import seals

Json = dict[str, Any]

INCIDENTS: Final = "incidents.json"


def proof() -> Json:
    """Return what is known now; a part without any record is None, never a claim."""
    return {
        "drill": _drill(),
        "audit": _audit(),
        "accessibility": ACCESSIBILITY,
        "incidents": _incidents(),
        "since": _since(),
    }


def frozen(*, sample: bool) -> Json:
    """Return what a release keeps.

    The sample town keeps nothing of its machine, whose clock and audit differ at every building,
    and no test of a day after its invented releases.
    """
    untested = ACCESSIBILITY | {"on": None, "violations": None}
    kept = {"drill": None, "audit": None, "accessibility": untested}
    return proof() | (kept if sample else {})


def _since() -> str | None:
    first = Release.objects.order_by("published_on").first()
    return first.published_on.isoformat() if first else None


def _drill() -> Json | None:
    """Return when a backup was last opened and compared, as `yakuba restore-drill` noted it."""
    path = paths.backup() / "drill.json"
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    at = datetime.fromisoformat(kept["at"])
    return {"at": canonical.instant(at), "files": kept["files"], "rows": kept["rows"]}


def _audit() -> Json | None:
    block = seals.newest_block()
    if block is None:
        return None
    at = canonical.instant(block.sealed_at)
    return {"number": block.number, "digest": block.digest, "sealed_at": at}


def _incidents() -> list[Json]:
    """Return what the town wrote down of incidents, the newest first: `on`, `text`, `text_en`."""
    path = paths.home() / INCIDENTS
    if not path.is_file():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    known = [
        {"on": row["on"], "text": row["text"], "text_en": row.get("text_en", "")} for row in rows
    ]
    return sorted(known, key=lambda row: str(row["on"]), reverse=True)
