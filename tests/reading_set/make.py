"""Write the documents of the reading set: `python -m tests.reading_set.make`.

The texts and trees stand in the modules beside this one; the files are committed, so that a test
needs no writer.  The old Excel format needs xlwt; where it is missing its files stay as they are.
"""

import json
from pathlib import Path

from tests.reading_set import held_office, held_text, seen_office, seen_text

HERE = Path(__file__).parent
HALVES = {"seen": (seen_text, seen_office), "held": (held_text, held_office)}


def main():
    """Write every document with its tree beside it."""
    for half, modules in HALVES.items():
        for module in modules:
            for name, make in module.DOCUMENTS.items():
                tree, content = make()
                stem = name.rpartition(".")[0]
                text = json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
                (HERE / half / f"{stem}.json").write_text(text, encoding="utf-8")
                try:
                    (HERE / half / name).write_bytes(content())
                except ModuleNotFoundError as missing:
                    print(f"{name}: {missing}")


if __name__ == "__main__":
    main()
