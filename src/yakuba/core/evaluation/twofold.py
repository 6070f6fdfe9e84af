"""Two writers at one figure or action: what it was, what each wrote, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yakuba.core.evaluation.changes import Clash
from yakuba.core.indicators.services import plain
from yakuba.kernel.wareki import format_date
from yakuba.platform import clock
from yakuba.platform.db import Record


@dataclass(frozen=True, slots=True)
class Twofold:
    """The words of two writers put together: what goes into the fields, and what both changed."""

    values: dict[str, Any]
    clashes: list[Clash]
    version: int


def put_together(stored: Record, typed: Mapping[str, Any], *, seen: int | None) -> Twofold:
    """Return typed and stored values put together, after somebody stored since version `seen`.

    Where only one of the two changed a field, his value stands; where both did, the typed one
    stays in the field and all three are shown.
    """
    base = stored.history.filter(version=seen).order_by("-history_id").first()  # type: ignore[attr-defined]
    at = f"{stored.updated_at.astimezone(clock.TOKYO):%H:%M}"
    values, clashes = {}, []
    for name, mine in typed.items():
        before, theirs = getattr(base, name, None), getattr(stored, name)
        old, my_words, their_words = (_words(stored, name, v) for v in (before, mine, theirs))
        values[name] = theirs if my_words == old else mine
        if their_words != old and my_words not in (old, their_words):
            label = _label(stored, name)
            clash = Clash(name, label, old, my_words, their_words, str(_("ほかの人")), at)
            clashes.append(clash)
    return Twofold(values, clashes, stored.version)


def _label(stored: Record, name: str) -> str:
    known: Any = stored._meta.get_field(name)
    return str(known.verbose_name)


def _words(stored: Record, name: str, value: Any) -> str:
    """Return a value as people read it: the word of a choice, a day, a number."""
    known: Any = stored._meta.get_field(name)
    if known.choices:
        return str(dict(known.flatchoices).get(value, ""))
    if isinstance(value, Decimal):
        return plain(value)
    return format_date(value) if isinstance(value, date) else str("" if value is None else value)
