"""What must be there before a voice may take a step.  Each returns problems, never a bare no."""

from collections.abc import Iterator
from typing import Final

from yakuba.kernel.problems import Problem


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


def missing(message: str, fix: str, place: str) -> Problem:
    """Return the problem of something that is not there."""
    return Problem(f"voices.{place.replace('_', '-')}", message, fix, place)
