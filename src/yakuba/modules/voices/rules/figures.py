"""What is counted of the voices (domain reference 4, section 6.4: V1 to V11)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yakuba.kernel.evidence import IN, NOT_IN, Outcome, Placed, Scope, excluded, median, share

# wants a reply, last day in time, day of the answer, state
Asked = tuple[bool, date | None, date | None, str]

MERGED: Final = "merged"
YEAR: Final = timedelta(days=365)
NO_REPLY: Final = excluded("返事を求めていない")
TOGETHER: Final = excluded("同じこえとして、ほかの番号でまとめて回答")
NOT_YET: Final = excluded("期限がまだ来ていない")
NO_ANSWER: Final = excluded("回答していない")


def received_by(voices: Iterable[Hashable]) -> Counter[Hashable]:
    """Return how many voices came per kind, topic or channel (V1)."""
    return Counter(voices)


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
    return median(_days(received, asked) for received, *asked in voices)


def days_in_stages(visits: Iterable[tuple[str, date, date | None]], today: date) -> dict[str, int]:
    """Return how many days voices spent in each stage (V5); a visit is (stage, from, to)."""
    spent: dict[str, int] = defaultdict(int)
    for stage, entered, left in visits:
        spent[stage] += ((left or today) - entered).days
    return dict(spent)


def published(voices: Sequence[tuple[bool, bool]], scope: Scope) -> Outcome:
    """Return the published among the publishable (V6); a voice is (publishable, published)."""
    left_out = excluded("公表を望まない、又はまだ回答していない")
    return share((IN if shown else NOT_IN) if may else left_out for may, shown in voices)


def repeated(voices: Sequence[tuple[date, str, str]], scope: Scope) -> Outcome:
    """Return those of a place and topic that came up within 12 months before (V7).

    A voice is (received, topic, place); without a place it cannot be told.
    """
    return share(_repeat(v, voices) if v[2] else excluded("場所がわからない") for v in voices)


def improved(voices: Sequence[tuple[date | None, str]], scope: Scope) -> Outcome:
    """Return those whose improvement is recorded among the answered (V8)."""
    return share((IN if what else NOT_IN) if day else NO_ANSWER for day, what in voices)


def clear(opinions: Sequence[bool | None], scope: Scope) -> Outcome:
    """Return those who found the answer clear, among those who said so or not (V9)."""
    silent = excluded("感想を聞いていない")
    return share(silent if o is None else (IN if o else NOT_IN) for o in opinions)


def reassignments(counts: Sequence[int], scope: Scope) -> Outcome:
    """Return how often a voice went from section to section, on average (V10)."""
    value = Fraction(sum(counts), len(counts)) if counts else None
    return Outcome((IN,) * len(counts), Decimal(sum(counts)), Decimal(len(counts)), value)


def backlog(voices: Sequence[tuple[date, date | None]], scope: Scope) -> Outcome:
    """Return the median age in days of what is open today (V11); a voice is (received, ended).

    How many they are is the number of those placed in the numerator.
    """
    over = excluded("終わっている")
    return median(
        (IN if ended is None else over, (scope.today - received).days) for received, ended in voices
    )


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast voices were answered.  Percents are of the answered; None: none was answered."""

    answered: int
    within: tuple[tuple[int, Fraction | None], ...]
    average: Fraction | None
    middle: Fraction | None


def speed(days: Sequence[int], limits: Iterable[int] = (5, 10, 20)) -> Speed:
    """Return the shares answered within some days, the average and the median days."""
    count = len(days)
    within = tuple((n, _percent(sum(d <= n for d in days), count)) for n in limits)
    average = Fraction(sum(days), count) if count else None
    return Speed(count, within, average, median((IN, d) for d in days).value)


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _left_out(voice: Asked) -> Placed | None:
    if not voice[0]:
        return NO_REPLY
    return TOGETHER if voice[3] == MERGED else None


def _in_time(voice: Asked, today: date) -> Placed:
    _wants, due, answered_on, _state = voice
    if answered_on is None and due is not None and today <= due:
        return NOT_YET
    return IN if _is_in_time(voice) else NOT_IN


def _is_in_time(voice: Asked) -> bool:
    _wants, due, answered_on, _state = voice
    return answered_on is not None and due is not None and answered_on <= due


def _days(received: date, asked: Sequence[object]) -> tuple[Placed, int]:
    wants, _due, day, state = asked
    place = NO_REPLY if not wants else TOGETHER if state == MERGED else None
    if not isinstance(day, date):
        return place or NO_ANSWER, 0
    return place or IN, (day - received).days


def _repeat(voice: tuple[date, str, str], all_of_them: Iterable[tuple[date, str, str]]) -> Placed:
    day, topic, place = voice
    before = (d for d, t, p in all_of_them if (t, p) == (topic, place) and d < day)
    return IN if any(day - d <= YEAR for d in before) else NOT_IN
