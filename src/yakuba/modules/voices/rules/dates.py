"""When a voice must be received, assigned, looked into and answered.

No law sets a period for opinions: the town fixes it.  The section's five open days are those of
石岡市, the other lengths are the product's defaults (domain reference 4, sections 6.1 and 6.3).
"""

from datetime import date
from typing import Final

from yakuba.kernel.deadlines import Count, Days, Deadline, OpenDayCount
from yakuba.kernel.opendays import OpenDays

GUIDELINE: Final = "お客さまのこえ取扱要綱"

RECEIPT: Final = Deadline(
    name="receipt",
    starts="received_on",
    ends="receipt_sent_on",
    length=OpenDayCount(1),
    first_day=Count.EXCLUDED,
    rolls=False,
    source=f"{GUIDELINE}第3条",
)
ASSIGNMENT: Final = Deadline(
    name="assignment",
    starts="received_on",
    ends="assigned_on",
    length=OpenDayCount(1),
    first_day=Count.EXCLUDED,
    rolls=False,
    source=f"{GUIDELINE}第4条",
)
VIEW: Final = Deadline(
    name="view",
    starts="assigned_on",
    ends="drafted_on",
    length=OpenDayCount(5),
    first_day=Count.EXCLUDED,
    rolls=False,
    source=f"{GUIDELINE}第5条",
)
# It starts with the wish for a reply: a voice that wants none is never late.
ANSWER: Final = Deadline(
    name="answer",
    starts="reply_asked_on",
    ends="answered_on",
    length=Days(14),
    first_day=Count.EXCLUDED,
    rolls=True,
    source=f"{GUIDELINE}第6条",
)


def promised(received: date, office: OpenDays) -> tuple[date, str]:
    """Return the day by which a voice is answered, and the sentence that says why."""
    return ANSWER.due(received, office), ANSWER.explain(received, office)
