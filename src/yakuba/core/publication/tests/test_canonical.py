"""One content, one form."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.publication import canonical
from yakuba.kernel.fiscal import FiscalYear

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def test_content_is_sorted_and_plain():
    content = {
        "b": date(2024, 6, 10),
        "a": [Decimal("98.70"), FiscalYear(2021), None, True],
        "at": datetime(2024, 6, 10, 10, tzinfo=timezone(timedelta(hours=9))),
    }

    assert canonical.encode(content) == (
        b'{"a":["98.70",2021,null,true],"at":"2024-06-10T01:00:00Z","b":"2024-06-10"}\n'
    )


@pytest.mark.parametrize("content", [1.0, [0.1], {"a": object()}, {1, 2}, b"x"])
def test_content_without_one_form_is_refused(content):
    with pytest.raises(TypeError):
        canonical.encode(content)


def test_float_is_refused_when_read():
    with pytest.raises(TypeError):
        canonical.decode(b'{"a":1.5}')


@given(JSON)
def test_reading_gives_back_what_was_written(content):
    assert canonical.decode(canonical.encode(content)) == content


@given(st.dictionaries(st.text(), st.integers()))
def test_order_of_keys_does_not_matter(content):
    backwards = dict(reversed(content.items()))

    assert canonical.encode(content) == canonical.encode(backwards)


def test_instant_is_utc():
    assert canonical.instant(datetime(2024, 1, 1, tzinfo=UTC)) == "2024-01-01T00:00:00Z"
