"""Reminding: once a day of each due thing, kept as rows; nothing is sent."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from yakuba.platform.audit import services as audit
from yakuba.platform.registers.dues import all_due_things
from yakuba.platform.reminders.listing import Key, key_of
from yakuba.platform.reminders.models import Reminder

BATCH = 500


def remind(today: date) -> int:
    """Write down today's reminder of every due thing, and return of how many.

    Doing it twice on a day has the effect of once.  What is no longer due is forgotten.
    """
    wanted = {key_of(thing) for thing in all_due_things(today)}
    known = {(row.register, row.record_id, row.due_on): row for row in Reminder.objects.all()}
    again = [row.pk for key, row in known.items() if key in wanted and row.last_on < today]
    done = [row.pk for key, row in known.items() if key not in wanted]
    new = wanted - known.keys()
    with transaction.atomic():
        for some in _batches(done):
            Reminder.objects.filter(pk__in=some).delete()
        Reminder.objects.bulk_create(
            (_first(key, today) for key in sorted(new)), ignore_conflicts=True, batch_size=BATCH
        )
        for some in _batches(again):
            Reminder.objects.filter(pk__in=some, last_on__lt=today).update(
                times=F("times") + 1, last_on=today
            )
        if new or again:
            audit.record("due.remind", payload={"day": today}, count=len(new) + len(again))
    return len(new) + len(again)


def _first(key: Key, today: date) -> Reminder:
    code, record, due = key
    return Reminder(register=code, record_id=record, due_on=due, first_on=today, last_on=today)


def _batches(keys: Sequence[int]) -> Iterator[list[int]]:
    """Yield the keys by as many as a database takes at once."""
    for begin in range(0, len(keys), BATCH):
        yield list(keys[begin : begin + BATCH])
