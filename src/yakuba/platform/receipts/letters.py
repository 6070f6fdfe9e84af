"""The words of a letter that answers what a person handed in."""

from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.letters.making import sender
from yakuba.platform.receipts.models import Answered
from yakuba.platform.ui.formats import wareki


def reply_words(
    record: Answered, *, title: str, opening: str, nameless: str, section: str
) -> dict[str, Any]:
    """Return everything that the letter says; `nameless` is whom it goes to without a name.

    :raises YakubaError: before the answer is approved
    """
    if not record.reply_text or record.approved_on is None:
        words, fix = "回答がまだ決まっていません。", "課長の決裁のあとで作ってください。"
        raise YakubaError(Problem("receipts.letter", words, fix))
    return {
        "title": title,
        "number": f"受付番号　{record.receipt_no}",
        "day": wareki(record.answered_on or clock.today()),
        "to": f"{record.name}　様" if record.name else nameless,
        "town": sender(),
        "section": section,
        "opening": opening,
        "paragraphs": [line for line in record.reply_text.splitlines() if line.strip()],
        "closing": f"この回答についてのお問い合わせは、{section}へお願いします。",
    }
