"""What must be there before a voice may take a step.  Each returns problems, never a bare no."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yakuba.kernel.problems import Problem

MOST_TRANSFERS: Final = 2
LONGEST_FLAG: Final = timedelta(days=183)

# Voices that are legally something else go another way (domain reference 4, section 6.3).
OTHER_WAYS: Final = (
    ("請願・陳情", "議会事務局へ（請願法第5条：受け、誠実に処理する）"),
    ("審査請求", "総務課へ（行政不服審査法：知った日の翌日から3か月）"),
    ("住民監査請求", "監査委員へ（地方自治法第242条：1年）"),
    ("情報公開・個人情報の開示の請求", "総務課へ（請求書が必要）"),
    ("公益通報", "通報の窓口へ（名前を広げない）"),
    ("子ども・高齢者への虐待", "すぐに健康福祉の担当へ（その日のうち）"),
    ("道路の穴・倒木など危ないもの", "すぐに建設の担当へ（1時間以内）"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a voice when a step is taken."""

    has_draft: bool = False
    ground: str = ""
    is_merged_into_another: bool = False
    other_body: str = ""
    wants_reply: bool = True
    section_changes: bool = False


def before_step(step: str, voice: Standing) -> Iterator[Problem]:
    """Yield what is missing before the step."""
    if step == "draft" and not voice.has_draft:
        yield _missing("回答案がありません。", "回答案を書いてから決裁に回してください。", "text")
    if step == "refuse" and not voice.ground:
        yield _missing("回答しない理由がありません。", "当てはまる理由を選んでください。", "ground")
    if step == "merge" and not voice.is_merged_into_another:
        yield _missing("まとめる先がありません。", "同じこえの番号を入れてください。", "into")
    if step == "send_on" and not voice.other_body:
        yield _missing("送り先がありません。", "送る機関の名前を入れてください。", "body")
    if step == "note" and voice.wants_reply:
        yield Problem(
            "voice.wants-reply",
            "返事を求めているこえは、回答せずに終えることができません。",
            "回答案を書くか、「回答しない」の決裁を受けてください。",
        )


def transfer(done: int, *, to_desk: bool, by_desk: bool) -> Iterator[Problem]:
    """Yield why a voice may not go to another section: after two, the desk decides who answers."""
    if done >= MOST_TRANSFERS and not to_desk and not by_desk:
        yield Problem(
            "voice.transfers",
            f"このこえは、もう{done}回ほかの課に回りました。",
            "受付の課に戻してください。受付の課が担当を決めます。",
            "section",
        )


def reply_way(
    *, wants: bool, name: str, contacts: tuple[str, ...], on_page: bool
) -> Iterator[Problem]:
    """Yield why an answer could not reach the person who wants one."""
    if not wants or on_page:
        return
    if not name:
        yield _missing("お名前を書いてください。", "", "name")
    if not any(contacts):
        words = "電話番号か、メールアドレス・住所のどれか1つを書いてください。"
        yield _missing(words, "連絡先を書かないときは「町のページで返事」を選べます。", "phone")


def phone(digits: int) -> Iterator[Problem]:
    """Yield why so many digits are no Japanese telephone number: 10, or 11 of a mobile one."""
    short, long = 10 - digits, digits - 11
    if short > 0:
        words = f"電話番号の数字が{short}つ足りません。確かめてください。"
        yield Problem("voice.phone", words, "", "phone")
    if long > 0:
        words = f"電話番号の数字が{long}つ多いです。確かめてください。"
        yield Problem("voice.phone", words, "", "phone")


def conduct(on: date, expires_on: date | None, reason: str) -> Iterator[Problem]:
    """Yield what a measure against abusive conduct lacks: a reason, and an end within half a year.

    Source: domain reference 4, section 6.5 (2).
    """
    if not reason:
        yield _missing("対応を始める理由がありません。", "あったことを書いてください。", "reason")
    if expires_on is None or not on < expires_on <= on + LONGEST_FLAG:
        words = "対応の終わりの日は、始まりから6か月までの日にしてください。"
        yield _missing(words, "続けるときは、見直してから新しく記録します。", "expires_on")


def _missing(message: str, fix: str, place: str) -> Problem:
    return Problem("voice.missing", message, fix, place)
