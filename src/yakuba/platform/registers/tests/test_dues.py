"""One comparison in the database finds the late records, for any deadline and calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.deadlines import Count, Days, Deadline, Months, OpenDayCount, Years
from yakuba.kernel.opendays import OpenDays
from yakuba.platform.registers.dues import last_start_before

DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
LENGTHS = st.one_of(
    st.builds(Days, st.integers(1, 60)),
    st.builds(OpenDayCount, st.integers(1, 30)),
    st.builds(Months, st.integers(1, 14)),
    st.builds(Years, st.integers(1, 3)),
)


@given(
    day=DAYS,
    length=LENGTHS,
    first=st.sampled_from(list(Count)),
    rolls=st.booleans(),
    closed=st.frozensets(DAYS, max_size=9),
)
def test_last_start_is_due_before_the_day_and_the_next_one_is_not(
    day, length, first, rolls, closed
):
    office = OpenDays(closed)
    deadline = Deadline(
        name="d", starts="a", ends="b", length=length, first_day=first, rolls=rolls, source="x"
    )

    last = last_start_before(deadline, day, office)

    assert deadline.due(last, office) < day
    assert deadline.due(last + timedelta(days=1), office) >= day
