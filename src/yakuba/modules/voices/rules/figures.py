"""What is counted of the voices (domain reference 4, section 6.4: V1 to V11)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from yakuba.kernel.evidence import (
    IN,
    NOT_IN,
    Outcome,
    Placed,
    Scope,
    excluded,
    median,
    share,
)

# wants a reply, last day in time, day of the answer, state
Asked = tuple[bool, date | None, date | None, str]

MERGED, SENT_ON = "merged", "sent_on"
PUBLISHED: Final = "published"
YEAR: Final = timedelta(days=365)
NO_REPLY: Final = excluded("返事を求めていない")
ELSEWHERE: Final = excluded("ほかの機関に送った")
TOGETHER: Final = excluded("同じこえとして、ほかの番号でまとめて回答")
NOT_YET: Final = excluded("期限がまだ来ていない")
NO_ANSWER: Final = excluded("回答していない")


def answered(voices: Sequence[Asked], scope: Scope) -> Outcome:
    """Return the answered among all that want a reply (V2)."""
    return share(_left_out(v) or (IN if v[2] else NOT_IN) for v in voices)


def on_time(voices: Sequence[Asked], scope: Scope) -> Outcome:
    """Return those answered in time among those answered, or past their last day (`on-time`).

    One still open inside its limit is in neither count: it is not late yet.
    """
    return share(_left_out(v) or _in_time(v, scope.today) for v in voices)


def on_time_of_answered(voices: Sequence[Asked], scope: Scope) -> Outcome:
    """Return those answered in time among the answered (V3)."""
    return share(
        _left_out(v) or (NO_ANSWER if v[2] is None else _in_time(v, scope.today)) for v in voices
    )


def on_time_of_wanting(voices: Sequence[Asked], scope: Scope) -> Outcome:
    """Return those answered in time among all that want a reply (V3, the stricter form)."""
    return share(_left_out(v) or (IN if _is_in_time(v) else NOT_IN) for v in voices)


def days_to_answer(voices: Sequence[tuple[date, *Asked]], scope: Scope) -> Outcome:
    """Return the median days from receipt to answer (V4); a voice is (received, *asked)."""
    return median(map(_days, voices))


def published(voices: Sequence[tuple[bool, date | None, str | None]], scope: Scope) -> Outcome:
    """Return the published among the publishable (V6).

    A voice is (may be published, day of the answer, state of its copy): what was not answered yet
    waits.
    """
    left_out = excluded("公表を望まない、又はまだ回答していない")
    return share(
        (IN if copy == PUBLISHED else NOT_IN) if may and day else left_out
        for may, day, copy in voices
    )


def repeated(voices: Sequence[tuple[date, str, str]], scope: Scope) -> Outcome:
    """Return those of a place and topic that came up within 12 months before (V7).

    A voice is (received, topic, place); without a place it cannot be told.
    """
    first, _last = scope.year.span
    before, nowhere = excluded("前の年度（比べるため）"), excluded("場所がわからない")
    return share(
        before if v[0] < first else _repeat(v, voices) if v[2] else nowhere for v in voices
    )


def improved(voices: Sequence[tuple[date | None, str]], scope: Scope) -> Outcome:
    """Return those whose improvement is recorded among the answered (V8)."""
    return share((IN if what else NOT_IN) if day else NO_ANSWER for day, what in voices)


def _left_out(voice: Asked) -> Placed | None:
    if not voice[0]:
        return NO_REPLY
    return {MERGED: TOGETHER, SENT_ON: ELSEWHERE}.get(voice[3])


def _in_time(voice: Asked, today: date) -> Placed:
    _wants, due, answered_on, _state = voice
    if answered_on is None and due is not None and today <= due:
        return NOT_YET
    return IN if _is_in_time(voice) else NOT_IN


def _is_in_time(voice: Asked) -> bool:
    _wants, due, answered_on, _state = voice
    return answered_on is not None and due is not None and answered_on <= due


def _days(voice: tuple[date, *Asked]) -> tuple[Placed, int]:
    _received, wants, _due, answered_on, state = voice
    place = NO_REPLY if not wants else TOGETHER if state == MERGED else None
    return (place or IN, days_between(voice)) if answered_on else (place or NO_ANSWER, 0)


def days_between(voice: Sequence[Any]) -> int:
    """Return the days from receipt to answer of an answered voice (received, *asked)."""
    return int((voice[3] - voice[0]).days)


def _repeat(voice: tuple[date, str, str], all_of_them: Iterable[tuple[date, str, str]]) -> Placed:
    day, topic, place = voice
    before = (d for d, t, p in all_of_them if (t, p) == (topic, place) and d < day)
    return IN if any(day - d <= YEAR for d in before) else NOT_IN
