"""What must be read, written down in short lines and turned into the JSON of the contract.

A line is `code|title` for a heading and `code|title|sections|years` for an item, two spaces of
indent per level; `+` among the sections is "whoever is concerned"; a year is `2021 検討`, with what
is done behind a colon.
"""

import re
import unicodedata

HEAD = ("title", "ordinal", "start_fy", "end_fy")


def expected(head, lines, findings=()):
    """Return the document of contracts §3, findings as their codes only."""
    root = {"key": None, "children": []}
    open_at = [root]
    for line in filter(None, map(str.rstrip, lines.split("\n"))):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        row = _row(line.strip())
        del open_at[depth + 1 :]
        open_at[depth]["children"].append(row)
        open_at.append(row)
    rows = list(_keyed(root, 1))
    return {
        **dict(zip(HEAD, head, strict=True)),
        "nodes": [row for row in rows if "sections" not in row],
        "items": [row for row in rows if "sections" in row],
        "findings": sorted(findings),
    }


def _row(line):
    code, title, *rest = line.split("|")
    row = {"code": code or None, "title": title, "children": []}
    if rest:
        names = [name for name in rest[0].split("、") if name]
        row["sections"] = [name for name in names if name != "+"]
        row["every_section"] = "+" in names
        row["actions"] = [_action(text) for text in rest[1].split("／")] if len(rest) > 1 else []
    return row


def _action(text):
    said, _, what = text.strip().partition(":")
    year, _, stage = said.partition(" ")
    return {"fy": int(year), "stage": stage or None, "text": what}


def _keyed(parent, depth):
    children = parent["children"]
    marks = [_mark(child) for child in children]
    indexes = [str(index) for index in range(1, len(children) + 1)]
    parts = [m if m and marks.count(m) == 1 else i for m, i in zip(marks, indexes, strict=True)]
    if len(set(parts)) < len(parts):
        parts = indexes
    for child, part in zip(children, parts, strict=True):
        key = part if parent["key"] is None else f"{parent['key']}-{part}"
        row = {"depth": depth, "key": key, "parent": parent["key"], **child}
        row.pop("children")
        yield row
        yield from _keyed({"key": key, "children": child["children"]}, depth + 1)


def _mark(row):
    if "sections" not in row or row["code"] is None or re.search("[RＲHＨ][0-9]+-", row["code"]):
        return None
    letters = re.findall("[0-9]+|[A-Za-zア-ン]", unicodedata.normalize("NFKC", row["code"]))
    return letters[-1] if letters else None
