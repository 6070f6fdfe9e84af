"""The catalog of screen texts: Japanese is the source, `locale/en` the translation.

Babel reads Python; templates pass through Django's own `templatize` first.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOG = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

SAME_DAY = datetime(2024, 4, 1, tzinfo=UTC)

# The functions that mark a text, as they are imported here.
KEYWORDS = {
    "_": None,
    "say": None,
    "sentence": None,  # of the kernel, which speaks through platform.ui.sentences
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[Path]:
    """Yield the Python files and templates whose texts are shown, without tests."""
    for file in sorted(PACKAGE.rglob("*")):
        parts = file.relative_to(PACKAGE).parts
        if file.suffix in {".py", ".html"} and not {"tests", "migrations"} & set(parts):
            yield file


def extract() -> Catalog:
    """Return a catalog of all texts in the code, each with the places where it stands."""
    catalog = Catalog(locale="en")
    for file in sources():
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".html":
            text = _flat(templatize(text, origin=str(file)))
        place = str(file.relative_to(PACKAGE))
        found = extract_python("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
        for line, message, _comments, context in found:
            catalog.add(message, locations=[(place, line)], context=context)
    return catalog


def _flat(text: str) -> str:
    """Return lines without their indentation, which in a template means nothing to Python."""
    return "\n".join(line.lstrip() for line in text.split("\n"))


def stored() -> Catalog:
    """Return the stored translations."""
    return read(CATALOG.read_bytes())


def read(content: bytes) -> Catalog:
    """Return the translations of a file."""
    return read_po(io.BytesIO(content), locale="en")


def update() -> list[Message]:
    """Bring the stored catalog up to date with the code and return what lacks a translation."""
    catalog = stored() if CATALOG.exists() else Catalog(locale="en")
    catalog.update(extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    write(catalog)
    return [message for message in catalog if message.id and not is_translated(message)]


def write(catalog: Catalog) -> None:
    """Store a catalog."""
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    CATALOG.write_bytes(as_bytes(catalog))


def as_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as a file; the same texts give the same bytes on any day."""
    fresh = Catalog(
        locale="en", project="Yakuba", header_comment="# English screen texts.", fuzzy=False
    )
    fresh.creation_date = fresh.revision_date = SAME_DAY
    fresh.msgid_bugs_address = fresh.last_translator = fresh.language_team = ""
    for message in catalog:
        if message.id:
            fresh.add(message.id, message.string, flags=message.flags, context=message.context)
    file = io.BytesIO()
    write_po(file, fresh, no_location=True, sort_output=True, width=100)
    return file.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether a text has its translation, all plural forms included, and none is fuzzy."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(strings)


def main() -> int:
    """Bring the catalog up to date and list what lacks a translation; 1 when something does."""
    missing = update()
    for message in missing:
        print(message.id)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
