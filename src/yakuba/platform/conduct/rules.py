"""What a measure after misconduct must have."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from yakuba.kernel.problems import Problem

LONGEST_MEASURE: Final = timedelta(days=183)


def measure(starts: date, expires: date | None, reason: str) -> Iterator[Problem]:
    """Yield what a measure lacks: a reason, and an end within half a year.

    Source: domain reference 4, section 6.5 (2).
    """
    if not reason.strip():
        words, fix = "対応を始める理由がありません。", "あったことを書いてください。"
        yield Problem("conduct.reason", words, fix, "reason")
    if expires is None or not starts < expires <= starts + LONGEST_MEASURE:
        words = "対応の終わりの日は、始まりから6か月までの日にしてください。"
        fix = "続けるときは、見直してから新しく記録します。"
        yield Problem("conduct.expires-on", words, fix, "expires_on")
