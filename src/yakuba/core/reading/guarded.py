"""Reading files from outside: parsed in a process of their own, with limits."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading.document import Document
from yakuba.core.reading.read import read_document
from yakuba.core.reading.result import Reading, UnreadableDocument
from yakuba.core.reading.sources import document_of, needs_guard, refusals
from yakuba.core.reading.transport import from_json
from yakuba.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large the parsing of one file may be."""

    cpu_seconds: int
    megabytes: int
    wall_seconds: float


# trust.md rule 10 for spreadsheets; a plan as PDF has a hundred pages and needs more.
OFFICE: Final = Limits(10, 512, 20)
PDF: Final = Limits(60, 1024, 120)


def read_guarded(data: bytes, name: str) -> Reading:
    """Return what a plan document says, as `read`; foreign formats are parsed elsewhere.

    :raises UnreadableDocument: if the file cannot be read within the limits
    """
    return read_document(document_guarded(data, name))


def document_guarded(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Return the lines of a file, parsed in a process with limits.

    :raises UnreadableDocument: if it cannot be read, or not within the limits
    """
    refusals.check_size(data, name)
    if not needs_guard(data):
        return document_of(data, name)
    limits = limits or (PDF if data.startswith(b"%PDF") else OFFICE)
    numbers = (str(limits.cpu_seconds), str(limits.megabytes))
    command = [sys.executable, "-m", "yakuba.core.reading.extract", name, *numbers]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file goes in as bytes)
            command,
            input=data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusals.too_long(name) from error
    if done.returncode:
        raise refusals.too_long(name) if done.returncode < 0 else refusals.damaged(name, "文書")
    return _document(done.stdout.decode("utf-8"), name)


def _document(written: str, name: str) -> Document:
    refused = json.loads(written).get("refused")
    if refused is None:
        return from_json(written)
    raise UnreadableDocument(Problem(**refused, place=name))
