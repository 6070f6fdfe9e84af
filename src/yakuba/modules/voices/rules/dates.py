"""When a voice must be received, assigned, looked into and answered.

No law sets a period for opinions: the town fixes it.  The section's five open days are those of
石岡市, the other lengths are the product's defaults (domain reference 4, sections 6.1 and 6.3).  A
guideline does not move an end off closed days unless it says so.
"""

from typing import Final

from yakuba.kernel.deadlines import Count, Days, Deadline, OpenDayCount, Source, SourceKind

GUIDELINE: Final = "お客さまのこえ取扱要綱（案）"


def _default(
    name: str, length: OpenDayCount | Days, article: int, *, starts: str, ends: str, settled: str
) -> Deadline:
    return Deadline(
        name=name,
        starts=starts,
        ends=ends,
        length=length,
        first_day=Count.EXCLUDED,
        rolls=None,
        source=Source(SourceKind.GUIDELINE, f"{GUIDELINE}第{article}条"),
        settled=settled,
    )


RECEIPT: Final = _default(
    "receipt", OpenDayCount(1), 3, starts="received_on", ends="receipted_on", settled="receipt_by"
)
ASSIGNMENT: Final = _default(
    "assignment", OpenDayCount(1), 4, starts="received_on", ends="assigned_on", settled="assign_by"
)
VIEW: Final = _default(
    "view", OpenDayCount(5), 5, starts="assigned_on", ends="drafted_on", settled="view_by"
)
# Only a voice that wants a reply has the day on which this period starts.
ANSWER: Final = _default(
    "answer", Days(14), 6, starts="asked_on", ends="answered_on", settled="answer_by"
)
DEFAULTS: Final = (RECEIPT, ASSIGNMENT, VIEW, ANSWER)
