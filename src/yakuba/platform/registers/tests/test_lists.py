"""The list of a register: every page holds what the order says, and narrow lists count once."""

from datetime import date

import pytest
from django.http import QueryDict

from yakuba.platform.registers import lists
from yakuba.platform.registers.lists import Listing
from yakuba.platform.registers.tests.sample import VOICES, Voice


@pytest.fixture
def many(office, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 3)
    for number in range(11):
        office.voice(subject=f"同じ件名{number % 3}", received_on=date(2024, 6, 1 + number % 4))
    return office


@pytest.mark.parametrize("sort", ["subject", "-subject", "received_on", ""])
def test_pages_together_are_the_order(many, sort):
    order = (sort or "-received_on", "-pk")
    expected = list(Voice.objects.order_by(*order).values_list("pk", flat=True))

    found = []
    for page in range(1, 5):
        listing = Listing(VOICES, many.actor("writer"), QueryDict(f"sort={sort}&page={page}"))
        found += [row.record.pk for row in listing.rows]

    assert found == expected


def test_pages_with_the_late_ones_first_are_the_order(many):
    late = [many.voice(subject="遅い", received_on=date(2024, 1, day)).pk for day in (9, 10)]

    found = []
    for page in range(1, 6):
        listing = Listing(VOICES, many.actor("writer"), QueryDict(f"late=first&page={page}"))
        found += [row.record.pk for row in listing.rows]

    assert found[:2] == late[::-1]
    assert sorted(found) == sorted(Voice.objects.values_list("pk", flat=True))


def test_narrowed_list_does_not_count_all_late_ones(many, django_assert_max_num_queries):
    listing = Listing(VOICES, many.actor("writer"), QueryDict("q=件名"))
    assert listing.count == 11

    with django_assert_max_num_queries(1):  # the kept views
        counts = [pill.count for pill in listing.pills()]

    assert counts == [None, None]
