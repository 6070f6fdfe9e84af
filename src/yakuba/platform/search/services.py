"""What is written for the search, and how it is asked: by a code, a record's id and its texts."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final

from django.db.models import Q

from yakuba.platform.search.folding import phrases, tokens_of
from yakuba.platform.search.models import SearchEntry

BATCH: Final = 500


def search(code: str, text: str) -> Q:
    """Return the condition for the records that hold the words; an empty text finds all."""
    wanted = phrases(text)
    if not wanted:
        return Q() if not text.strip() else Q(pk__in=[])
    hits = SearchEntry.objects.filter(register=code, text__phrases=wanted)
    return Q(pk__in=hits.values("record_id"))


def index(code: str, record_id: int, texts: Iterable[str]) -> None:
    """Write what the search knows of a record; part of its saving."""
    SearchEntry.objects.bulk_create(
        [SearchEntry(register=code, record_id=record_id, text=tokens_of(texts))],
        update_conflicts=True,
        unique_fields=["register", "record_id"],
        update_fields=["text"],
    )


def add(code: str, records: Iterable[tuple[int, Iterable[str]]]) -> int:
    """Write the entries of records that have none, many at once, and return how many."""
    entries = (
        SearchEntry(register=code, record_id=key, text=tokens_of(texts)) for key, texts in records
    )
    count = 0
    while batch := list(islice(entries, BATCH)):
        SearchEntry.objects.bulk_create(batch)
        count += len(batch)
    return count


def forget(code: str, record_ids: Collection[int] | None = None) -> None:
    """Drop the entries of some records; None: all of the code."""
    entries = SearchEntry.objects.filter(register=code)
    if record_ids is not None:
        entries = entries.filter(record_id__in=record_ids)
    entries.delete()
