"""When a voice must be answered, what of that is counted, and the number that people hold.

Periods: draft guideline on residents' voices (お客さまのこえ取扱要綱（案）); no law sets any, the
town fixes them.  A guideline does not move an end off closed days unless it says so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from yakuba.kernel.deadlines import Count, Days, Deadline, OpenDayCount, Source, SourceKind
from yakuba.kernel.evidence import IN, NOT_IN, Outcome, Placed, Scope, excluded, median, share

GUIDELINE: Final = "お客さまのこえ取扱要綱（案）"


def _within(
    name: str, starts: str, ends: str, length: Days | OpenDayCount, article: int
) -> Deadline:
    return Deadline(
        name=name,
        starts=starts,
        ends=ends,
        length=length,
        first_day=Count.EXCLUDED,
        rolls=None,
        source=Source(SourceKind.GUIDELINE, f"{GUIDELINE}第{article}条"),
    )


RECEIPT: Final = _within("receipt", "received_on", "receipted_on", OpenDayCount(1), 3)
ASSIGNMENT: Final = _within("assignment", "received_on", "assigned_on", OpenDayCount(1), 4)
VIEW: Final = _within("view", "assigned_on", "drafted_on", OpenDayCount(5), 5)
# Only a voice that wants a reply has the day on which this period starts.
ANSWER: Final = _within("answer", "asked_on", "answered_on", Days(14), 6)

# Values of one voice, as the indicators hand them over: received, wants a reply, answered.
Voice = Sequence[Any]

NO_REPLY_WANTED: Final = "返事を求めていない"
NOT_DUE_YET: Final = "まだ期限が来ていない"
NOT_ANSWERED: Final = "まだ回答していない"


def place_on_time(values: Iterable[Voice], scope: Scope) -> Outcome:
    """Return the share answered in time among the voices that could be answered by now.

    A voice that is still open inside its limit is not late yet, so it does not count.  One that
    the office decided not to answer counts as not answered.
    """
    return share(_on_time(voice, scope) for voice in values)


def place_answered(values: Iterable[Voice], scope: Scope) -> Outcome:
    """Return the share answered, early or late, among the voices that want a reply."""
    return share(_answered(voice) for voice in values)


def place_in_time_of_answered(values: Iterable[Voice], scope: Scope) -> Outcome:
    """Return the share answered in time among the answered voices."""
    return share(_in_time_of_answered(voice, scope) for voice in values)


def middle_days(values: Iterable[Voice], scope: Scope) -> Outcome:
    """Return the median of the days from receipt to answer, of the answered voices."""
    return median(_days(values))


def _on_time(voice: Voice, scope: Scope) -> Placed:
    received, wants_reply, answered = voice
    if not wants_reply:
        return excluded(NO_REPLY_WANTED)
    due = ANSWER.due(received, scope.office)
    if answered is None:
        return excluded(NOT_DUE_YET) if scope.today <= due else NOT_IN
    return IN if answered <= due else NOT_IN


def _answered(voice: Voice) -> Placed:
    _received, wants_reply, answered = voice
    if not wants_reply:
        return excluded(NO_REPLY_WANTED)
    return NOT_IN if answered is None else IN


def _in_time_of_answered(voice: Voice, scope: Scope) -> Placed:
    left_out = _not_answered(voice)
    return left_out or _on_time(voice, scope)


def _days(values: Iterable[Voice]) -> Iterator[tuple[Placed, int]]:
    for voice in values:
        received, _wants_reply, answered = voice
        left_out = _not_answered(voice)
        yield (left_out, 0) if left_out else (IN, (answered - received).days)


def _not_answered(voice: Voice) -> Placed | None:
    _received, wants_reply, answered = voice
    if not wants_reply:
        return excluded(NO_REPLY_WANTED)
    return excluded(NOT_ANSWERED) if answered is None else None


# Damm's quasigroup of order 10: totally anti-symmetric, so that one wrong digit and two swapped
# neighbors are always found (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004).
_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_NUMBER: Final = re.compile(r"([A-Z])([0-9]{1,2})-?([0-9]{5})-?([0-9])")
_HYPHENS: Final = re.compile(r"[\s‐‑‒–—―−ー-]+")


def check_digit(digits: str) -> str:
    """Return the digit that, put behind the digits, makes mistakes in them visible."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def receipt_number(year: str, sequence: int) -> str:
    """Return the number that a resident is given: R6 and 123 → R6-00123-7.

    `year` is the short name of the fiscal year; its digits are checked along.
    """
    body = f"{sequence:05d}"
    return f"{year}-{body}-{check_digit(year[1:] + body)}"


def read_receipt_number(text: str) -> str | None:
    """Return the number as it is stored, however it was typed; None if it cannot be one."""
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text).upper().strip()).strip("-")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    era, year, body, check = found.groups()
    return f"{era}{year}-{body}-{check}" if check_digit(year + body) == check else None


_PHONE_LENGTHS: Final = (10, 11)  # land lines, mobile telephones
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+\.[^@\s]+")


def contact_fault(text: str) -> tuple[str, int] | None:
    """Return why a telephone number or mail address cannot be used, None if it can.

    The word is mail, none, short or long; the number says how many digits are missing or too many.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "@" in plain:
        return None if _MAIL.fullmatch(plain) else ("mail", 0)
    digits = len(re.sub(r"\D", "", plain))
    fewest, most = _PHONE_LENGTHS
    if not digits:
        return "none", 0
    if digits < fewest:
        return "short", fewest - digits
    return ("long", digits - most) if digits > most else None
