"""Measure the reader on the reading set: `python -m tests.reading_set.score seen`.

Per document: tree 40, codes 10, titles 10, owners 15, years and stages 10, findings 10, nothing
invented 5; a silent wrong node costs 5, a row that is missing but told costs 1.
"""

import json
import sys
import traceback
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from yakuba.core.reading.read import read
from yakuba.core.reading.texts import fold
from yakuba.kernel.problems import YakubaError

HERE = Path(__file__).parent
WEIGHTS = {
    "tree": 40, "codes": 10, "titles": 10, "owners": 15, "years": 10, "findings": 10, "own": 5,
}  # fmt: skip
ALIKE = 0.75


def rows_of(tree):
    """Return nodes and items in the order of the document."""
    below = {}
    for row in (*tree["nodes"], *tree["items"]):
        below.setdefault(row["parent"], []).append(row)

    def walk(parent):
        for row in below.get(parent, []):
            yield row
            if "sections" not in row:
                yield from walk(row["key"])

    return list(walk(None))


def pairs_of(wanted, found):
    """Return {index of a wanted row: index of the row found for it}, equal titles first."""
    pairs, used = {}, set()
    for is_same in (_equal, _equal_title, _alike):
        for w, row in enumerate(wanted):
            if w in pairs:
                continue
            f = next((f for f, o in enumerate(found) if f not in used and is_same(row, o)), None)
            if f is not None:
                pairs[w] = f
                used.add(f)
    return pairs


def _equal(row, other):
    return _equal_title(row, other) and row["key"] == other["key"]


def _equal_title(row, other):
    return fold(row["title"]) == fold(other["title"]) and _kind(row) == _kind(other)


def _alike(row, other):
    ratio = SequenceMatcher(None, fold(row["title"]), fold(other["title"])).ratio()
    return _kind(row) == _kind(other) and ratio >= ALIKE


def _kind(row):
    return "sections" in row


def score(wanted, found):
    """Return the points per part, the penalty and what went wrong."""
    rows, others = rows_of(wanted), rows_of(found)
    pairs = pairs_of(rows, others)
    parents = {row["key"]: n for n, row in enumerate(rows)}
    their_parents = {row["key"]: n for n, row in enumerate(others)}
    right, wrong, notes = [], 0, []
    told = {json.dumps(f["place"]) for f in found["findings"]}
    for w, row in enumerate(rows):
        if w not in pairs:
            notes.append(f"missing {row['key']} {row['title']}")
            continue
        other = others[pairs[w]]
        parent = None if row["parent"] is None else pairs.get(parents[row["parent"]])
        theirs = None if other["parent"] is None else their_parents[other["parent"]]
        if row["depth"] == other["depth"] and parent == theirs:
            right.append((row, other))
        else:
            wrong += 1
            notes.append(f"misplaced {row['key']} as {other['key']} {other['title']}")
    extra = [o for n, o in enumerate(others) if n not in pairs.values()]
    notes += [f"invented {o['key']} {o['code']} {o['title']}" for o in extra]
    paired = [(rows[w], others[f]) for w, f in pairs.items()]
    items = [(row, other) for row, other in paired if _kind(row)]
    parts = {
        "tree": len(right) / len(rows),
        "codes": _share(paired, lambda r, o: r["code"] == o["code"], len(rows), notes),
        "titles": _share(paired, lambda r, o: fold(r["title"]) == fold(o["title"]), len(rows), []),
        "owners": _share(items, _same_owners, len(wanted["items"]), notes),
        "years": _years(wanted, found, items, notes),
        "findings": _findings(wanted, found, notes),
        "own": 0 if extra else 1,
    }
    missing = len(rows) - len(pairs)
    penalty = 5 * (wrong + len(extra)) + min(missing, len(told)) * (1 if missing else 0)
    return parts, penalty, notes


def _share(pairs, is_right, whole, notes):
    for row, other in pairs:
        if not is_right(row, other):
            notes.append(f"differs {row} | {other}"[:400])
    return sum(is_right(row, other) for row, other in pairs) / max(whole, 1)


def _same_owners(row, other):
    names = ("sections", "every_section")
    return [row[name] for name in names] == [other[name] for name in names]


def _years(wanted, found, items, notes):
    head = [wanted[name] == found[name] for name in ("ordinal", "start_fy", "end_fy")]
    head.append(fold(wanted["title"]) == fold(found["title"] or ""))
    if not all(head):
        notes.append(f"head {[found[n] for n in ('title', 'ordinal', 'start_fy', 'end_fy')]}")
    actions = [row for row in wanted["items"] if row.get("actions")]
    same = sum(_same_actions(row, other, notes) for row, other in items if row.get("actions"))
    if not actions:
        return sum(head) / 4
    return sum(head) / 8 + same / len(actions) / 2


def _same_actions(row, other, notes):
    theirs = other.get("actions", [])
    is_same = [(a["fy"], a["stage"], fold(a["text"])) for a in row["actions"]] == [
        (a["fy"], a["stage"], fold(a["text"])) for a in theirs
    ]
    if not is_same:
        notes.append(f"actions {row['key']}: {row['actions']} | {theirs}"[:500])
    return is_same


def _findings(wanted, found, notes):
    want, have = Counter(wanted["findings"]), Counter(f["code"] for f in found["findings"])
    both = sum((want & have).values())
    if want != have:
        notes.append(f"findings want {dict(want)} have {dict(have)}")
        notes += [f"   {f['code']} {f['place']} {f['message']}" for f in found["findings"]]
    return 1 if want == have else 2 * both / max(sum(want.values()) + sum(have.values()), 1)


def measure(path):
    """Return points and notes of one document."""
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    try:
        found = json.loads(json.dumps(read(path.read_bytes(), path.name).as_json()))
    except YakubaError as refusal:
        return {}, 0, [str(refusal)]
    except Exception:
        return {}, 0, [traceback.format_exc()]
    return score(wanted, found)


def main(half, *names):
    """Print the points of every document of a half, with its faults where names are given."""
    totals = []
    for path in sorted((HERE / half).iterdir()):
        if path.suffix == ".json" or (names and path.name not in names and names != ("-v",)):
            continue
        parts, penalty, notes = measure(path)
        points = {name: WEIGHTS[name] * parts.get(name, 0) for name in WEIGHTS}
        total = max(0, sum(points.values()) - penalty)
        totals.append(total)
        shown = " ".join(f"{name} {value:.0f}" for name, value in points.items())
        print(f"{total:5.1f}  {path.name:28} {shown}  penalty {penalty}")
        for note in notes if names else ():
            print("       ", note)
    print(f"{sum(totals) / len(totals):5.1f}  mean of {len(totals)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
