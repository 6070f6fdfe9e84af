"""What must be there before a voice may take a step.  Each returns problems, never a bare no."""

from collections.abc import Iterator
from typing import Final

from yakuba.kernel.problems import Problem

MOST_TRANSFERS: Final = 2

# Voices that are legally something else go another way (domain reference 4, section 6.3).
OTHER_WAYS: Final = (
    ("請願・陳情", "議会事務局へ（請願法第5条：受け、誠実に処理する）"),
    ("審査請求", "総務課へ（行政不服審査法：知った日の翌日から3か月）"),
    ("住民監査請求", "監査委員へ（地方自治法第242条：1年）"),
    ("情報公開・個人情報の開示の請求", "総務課へ（請求書が必要）"),
    ("公益通報", "通報の窓口へ（名前を広げない）"),
    ("子ども・高齢者への虐待", "すぐに福祉の担当へ（その日のうち）"),
    ("道路の穴・倒木など危ないもの", "すぐに建設の担当へ（1時間以内）"),
)


def needs(step: str, given: dict[str, object]) -> Iterator[Problem]:
    """Yield what a step lacks; `given` holds what stands in the voice, by field."""
    for field, message, fix in NEEDS.get(step, ()):
        if not given.get(field):
            yield missing(message, fix, field)
    if step == "read" and given["wants_reply"]:
        yield Problem(
            "voices.wants-reply",
            "返事を求めているこえです。",
            "回答案を出すか、回答しない案を出してください。",
            "wants_reply",
        )
    if given["is_held"]:
        words = "確認待ちのこえです。"
        yield Problem("voices.held", words, "内容を読んで、先に「確認した」を押してください。")


NEEDS: Final = {
    "draft": (
        ("reply_text", "回答がまだ書かれていません。", "回答を書いて保存してから出してください。"),
        (
            "reply_medium",
            "回答の方法がまだ決まっていません。",
            "電話、手紙などから選んで保存してください。",
        ),
    ),
    "decline": (
        (
            "no_reply_ground",
            "回答しない理由がまだ選ばれていません。",
            "理由を選んで保存してから出してください。",
        ),
    ),
    "merge": (("same_as", "まとめる先がありません。", "同じこえの番号を入れてください。"),),
    "send_on": (("other_body", "送り先がありません。", "送る機関の名前を入れてください。"),),
}


def transfer(done: int, *, changes: bool, by_desk: bool, reason: str) -> Iterator[Problem]:
    """Yield why a voice may not go to another section: after two, the desk decides who answers."""
    if not changes:
        yield missing("渡す課が同じです。", "ほかの課を選んでください。", "section")
    if not reason:
        yield missing("担当を替える理由がありません。", "理由を書いてください。", "comment")
    if done >= MOST_TRANSFERS and not by_desk:
        yield Problem(
            "voices.transfers",
            f"このこえは、もう{done}回ほかの課に回りました。",
            "窓口に戻してください。窓口の課が担当を決めます。",
            "section",
        )


def reply_way(*, wants: bool, contact: str, medium: str) -> Iterator[Problem]:
    """Yield why an answer could not reach the person who wants one."""
    if wants and not contact and medium != "page":
        words = "返事を求めていますが、連絡先がありません。"
        fix = "連絡先を聞くか、返事の方法を「町のページ」にしてください。受付番号で読めます。"
        yield missing(words, fix, "contact")


def missing(message: str, fix: str, place: str) -> Problem:
    """Return the problem of something that is not there."""
    return Problem(f"voices.{place.replace('_', '-')}", message, fix, place)
