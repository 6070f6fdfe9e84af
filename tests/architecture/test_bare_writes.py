"""Writes that the history does not see: `update()`, `bulk_create()`, `bulk_update()`.

simple-history records `save()` and `delete()` only.  Where the table has a history, use
`bulk_create_with_history` and its friends, or `save_version`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

SRC = Path(__file__).parents[2] / "src" / "yakuba"
BARE = {"update", "bulk_create", "bulk_update", "update_or_create"}

# Receiver of the call → why it may stay.
ALLOWED = {
    "platform/pasts/services.py: model.objects": "the rows of the history are made along with it",
    "platform/pasts/services.py: history.objects": "rows of the history itself",
    "platform/db.py: rows": "the version of save_version, which then saves",
    "platform/jobs/services.py: silent": "Job has no history",
    "platform/jobs/services.py: waiting": "Job has no history",
    "platform/jobs/tasks.py: mine": "Job has no history",
    "platform/office/passwords.py: unused": "ResetLink has no history",
    "site/bench/evidence.py: history.objects": "rows of the history itself, in a throw-away copy",
    "site/bench/evidence.py: model.objects": "its history is made along with it",
    "site/bench/registers.py: Voice.objects": "rows for timing, in a throw-away copy",
    "site/demo/numbering.py: later": "rows of histories and steps, which have none themselves",
    "site/demo/plan.py: version.nodes.filter(key=change['key'])": "Node has no history",
    "site/messages.py: catalog": "a catalog of translations, no table",
}


def bare_writes(source: str) -> Iterator[tuple[str, str]]:
    """Yield receiver and model name (empty: not to be seen) of each bare write."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        is_queryset = bool(call.keywords) or call.func.attr.startswith("bulk_")
        if call.func.attr in BARE and is_queryset:
            receiver = ast.unparse(call.func.value)
            model = receiver.partition(".objects")[0] if ".objects" in receiver else ""
            yield receiver, model


def has_history(model: str) -> bool:
    """Return whether a model of that name keeps a history; an unknown one counts as if."""
    found = [m for m in apps.get_models() if m.__name__ == model]
    return not found or any(hasattr(m, "history") for m in found)


def complaints(source: str, place: str) -> list[str]:
    """Return the bare writes of a source that are not allowed."""
    return [
        f"{place}: {receiver}"
        for receiver, model in bare_writes(source)
        if has_history(model) and f"{place}: {receiver}" not in ALLOWED
    ]


def test_no_write_passes_by_the_history():
    found = []
    for file in sorted(SRC.rglob("*.py")):
        place = file.relative_to(SRC).as_posix()
        if "/tests/" not in place and "/migrations/" not in place:
            found += complaints(file.read_text(encoding="utf-8"), place)

    assert found == []


def test_bare_write_is_found():
    source = "Section.objects.filter(pk=1).update(name='x')\nseen.update({'a': 1})"

    assert complaints(source, "a.py") == ["a.py: Section.objects.filter(pk=1)"]


def test_bare_write_without_history_is_left_alone():
    assert complaints("FailedSignIn.objects.bulk_create(rows)", "a.py") == []
