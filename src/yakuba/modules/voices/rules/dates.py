"""When a voice must be received, assigned, looked into and answered.

No law sets a period for opinions: the town fixes it.  The section's five open days are those of
石岡市, the other lengths are the product's defaults (domain reference 4, sections 6.1 and 6.3).  A
guideline does not move an end off closed days unless it says so.
"""

from functools import partial
from typing import Final

from yakuba.kernel.deadlines import Days, OpenDayCount
from yakuba.platform.periods.rules import by_guideline

_default = partial(by_guideline, "お客さまのこえ取扱要綱（案）")

# Name, length, article; the day that starts it, the day that ends it, where a voice keeps the end.
RECEIPT: Final = _default(
    "receipt", OpenDayCount(1), 3, "received_on", "receipted_on", "receipt_by"
)
ASSIGNMENT: Final = _default(
    "assignment", OpenDayCount(1), 4, "received_on", "assigned_on", "assign_by"
)
VIEW: Final = _default("view", OpenDayCount(5), 5, "assigned_on", "drafted_on", "view_by")
# Only a voice that wants a reply has the day on which this period starts.
ANSWER: Final = _default("answer", Days(14), 6, "asked_on", "answered_on", "answer_by")
DEFAULTS: Final = (RECEIPT, ASSIGNMENT, VIEW, ANSWER)
