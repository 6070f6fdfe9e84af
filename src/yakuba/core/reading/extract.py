"""Parse one foreign file: `python -m yakuba.core.reading.extract NAME CPU_SECONDS MEGABYTES`.

Runs as a process of its own, with the file on standard input and the document on standard output,
because a hostile file can hang or abort a parser (trust.md rule 10).
"""

import json
import resource
import sys

from yakuba.core.reading.result import UnreadableDocument
from yakuba.core.reading.sources import document_of, refusals
from yakuba.core.reading.transport import to_json


def main(name: str, cpu_seconds: int, megabytes: int) -> None:
    """Write the document, or the refusal, as one line of JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    try:
        written = to_json(document_of(sys.stdin.buffer.read(), name))
    except UnreadableDocument as refused:
        written = _refused(refused)
    except (MemoryError, RecursionError):
        written = _refused(refusals.too_long(name))
    sys.stdout.write(written)


def _refused(refused: UnreadableDocument) -> str:
    problem = refused.problems[0]
    words = {"code": problem.code, "message": problem.message, "fix": problem.fix}
    return json.dumps({"refused": words}, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
