"""Entering the demo town's actuals, with their papers."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.core.indicators.models import WITHOUT_VALUE, Actual, Indicator, Status
from yakuba.core.indicators.services import Entry, enter_actual, refresh
from yakuba.core.plan.models import Item
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit import services as audit
from yakuba.platform.files import storage
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import DataClass
from yakuba.site.demo import facts
from yakuba.site.demo.indicators import source

# Names of the demo town's files become ids by this space: the same on every run.
SPACE = UUID("0c5c3c0e-5d0b-5a8e-9a5e-063231063231")


def enter_figures(item: Item, fy: FiscalYear, *, actor: Actor, corrected: bool = False) -> None:
    """Enter what the files know of an item's year; `corrected`: the values after a return.

    What is computed from records is read from them: the files only say what they must give.
    """
    rows = facts.items()[item.item_key].get("indicators", ())
    for indicator, known in zip(item.indicators.order_by("position"), rows, strict=True):
        if indicator.computed_by:
            refresh(indicator, fy)
            continue
        row = known["actuals"].get(str(fy))
        if row is None or (corrected and "corrected" not in row):
            continue
        if corrected:
            row = row | {"parts": row["corrected"]}
        evidence = _evidence(known, fy, actor)
        entry = entry_of(row, known, fy)
        enter_actual(indicator, fy, entry, actor=actor, evidence=evidence)


def entry_of(row: facts.Facts, known: facts.Facts, fy: FiscalYear) -> Entry:
    """Return a year's figure as it would come from the form."""
    numerator, denominator = (Decimal(part) for part in row.get("parts", (0, 0)))
    status = Status(row.get("status", _status(row)))
    words: dict[str, Any] = {"status": status, "note": row.get("note", "")}
    if status in WITHOUT_VALUE:
        return Entry(**words)
    words["as_of"] = row.get("as_of", fy.last_day)
    words["source_note"] = source(known | row, "source", fy)
    words["source_note_en"] = source(known | row, "source_en", fy)
    if "parts" in row:
        return Entry(numerator=numerator, denominator=denominator, **words)
    return Entry(value=Decimal(row["value"]), **words)


def _status(row: facts.Facts) -> Status:
    return Status.PROVISIONAL if row.get("provisional") else Status.CONFIRMED


def _evidence(known: facts.Facts, fy: FiscalYear, actor: Actor) -> list[StoredFile]:
    name = known.get("evidence", {}).get(str(fy))
    return [_file(name, actor)] if name else []


def _file(name: str, actor: Actor) -> StoredFile:
    """Keep a paper of the demo town, marked 見本, that everybody may read."""
    upload = SimpleUploadedFile(name, (facts.FOLDER / "files" / name).read_bytes())
    sha256, size, content_type = storage.keep(upload)
    stored = StoredFile(id=uuid5(SPACE, name), sha256=sha256, size=size, name=f"見本-{name}")
    stored.content_type, stored.data_class = content_type, DataClass.OPEN
    stored.section_id, stored.account = actor.section_id, actor.account
    stored.save(force_insert=True)
    audit.record("file.write", actor=actor, thing=stored)
    return stored


def change_afterwards(change: facts.Facts, *, actor: Actor) -> Actual:
    """Enter a figure anew after it was published: the frozen one stays as it was."""
    indicator = Indicator.objects.select_related("item").get(code=change["indicator"])
    known = facts.items()[indicator.item.item_key]["indicators"][indicator.position - 1]
    fy = FiscalYear(change["fy"])
    return enter_actual(indicator, fy, entry_of(change, known, fy), actor=actor)
