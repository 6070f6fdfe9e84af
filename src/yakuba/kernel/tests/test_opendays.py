from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.opendays import NEW_YEAR, WEEKENDS, ClosedRule, OpenDays

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
CLOSED = st.frozensets(DAYS, max_size=9)
CONSTITUTION_DAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2024, 6, 10), True),
        (date(2024, 6, 8), False),
        (date(2024, 6, 9), False),
        (date(2023, 12, 28), True),
        (date(2023, 12, 29), False),
        (date(2024, 1, 3), False),
        (date(2024, 1, 4), True),
        (CONSTITUTION_DAY, False),
    ],
)
def test_office_is_closed_on_weekends_new_year_and_closed_days(day, is_open):
    assert OpenDays(frozenset({CONSTITUTION_DAY})).is_open(day) is is_open


def test_rule_holds_only_while_it_is_valid():
    mondays = ClosedRule(
        "月曜休館", frozenset({0}), since=date(2024, 6, 10), until=date(2024, 6, 17)
    )
    library = OpenDays(rules=(mondays,))
    days = [date(2024, 6, day) for day in (3, 10, 17, 24)]

    assert [library.is_open(day) for day in days] == [True, False, False, True]


def test_next_and_previous_open_day_skip_new_year():
    office = OpenDays()

    assert office.next_open(date(2023, 12, 29)) == date(2024, 1, 4)
    assert office.previous_open(date(2024, 1, 3)) == date(2023, 12, 28)
    assert office.next_open(date(2024, 1, 4)) == date(2024, 1, 4)
    assert office.previous_open(date(2024, 1, 4)) == date(2024, 1, 4)


def test_add_counts_open_days_both_ways():
    office = OpenDays(frozenset({CONSTITUTION_DAY, date(2024, 5, 6)}))

    assert office.add(date(2024, 5, 2), 1) == date(2024, 5, 7)
    assert office.add(date(2024, 5, 4), 3) == date(2024, 5, 9)
    assert office.add(date(2024, 5, 7), -1) == date(2024, 5, 2)
    assert office.add(date(2024, 5, 4), 0) == date(2024, 5, 4)


def test_count_holds_both_ends():
    office = OpenDays()

    assert office.count(date(2024, 6, 10), date(2024, 6, 17)) == 6
    assert office.count(date(2024, 6, 17), date(2024, 6, 10)) == 0


def test_office_that_never_opens_is_an_error():
    never = OpenDays(rules=(ClosedRule("常に", frozenset(range(7))),))

    with pytest.raises(ValueError, match="no open day within 400 days of 2024-06-10"):
        never.next_open(date(2024, 6, 10))


def test_digest_is_known_and_does_not_depend_on_order():
    days = [date(2024, 5, 3), date(2024, 5, 6), date(2024, 4, 29)]

    digests = {OpenDays(frozenset(order)).digest() for order in (days, days[::-1])}

    assert digests == {"f53a8fe8cde063d974fef8349c08554264d221d257cb7614b43cd03b63f46d8f"}


@pytest.mark.parametrize(
    "other",
    [
        OpenDays(frozenset({CONSTITUTION_DAY})),
        OpenDays(rules=(WEEKENDS,)),
        OpenDays(rules=(WEEKENDS, ClosedRule(NEW_YEAR.name, days=frozenset({(12, 31)})))),
        OpenDays(ordinance_rolls=False),
        OpenDays(ordinance="朝日町の休日を定める条例"),
    ],
)
def test_digest_sees_every_difference(other):
    assert other.digest() != OpenDays().digest()


def test_equal_calendars_are_one_key():
    assert (
        len({OpenDays(frozenset({CONSTITUTION_DAY})), OpenDays(frozenset({date(2024, 5, 3)}))}) == 1
    )


@given(day=DAYS, closed=CLOSED)
def test_next_open_is_never_closed_and_skips_no_open_day(day, closed):
    office = OpenDays(closed)

    found = office.next_open(day)

    assert office.is_open(found)
    assert office.count(day, found) == 1


@given(day=DAYS, closed=CLOSED, number=st.integers(1, 20))
def test_added_days_count_back(day, closed, number):
    office = OpenDays(closed)

    later, earlier = office.add(day, number), office.add(day, -number)

    assert office.count(day + timedelta(days=1), later) == number
    assert office.count(earlier, day - timedelta(days=1)) == number


@given(first=DAYS, middle=DAYS, last=DAYS, closed=CLOSED)
def test_counts_add_up(first, middle, last, closed):
    first, middle, last = sorted([first, middle, last])
    office = OpenDays(closed)

    parts = office.count(first, middle) + office.count(middle + timedelta(days=1), last)

    assert parts == office.count(first, last)
