"""The one sentence for each file that cannot be read."""

from typing import Final

from yakuba.core.reading.result import UnreadableDocument
from yakuba.kernel.problems import Problem

MAX_BYTES: Final = 10 * 1024 * 1024


def refusal(code: str, name: str, what: str, fix: str) -> UnreadableDocument:
    """Return the refusal of a file: what is wrong with it, and what to do."""
    return UnreadableDocument(Problem(f"reading.{code}", f"「{name}」は{what}。", fix, place=name))


def check_size(data: bytes, name: str) -> None:
    """Do nothing for a file of a size that is read.

    :raises UnreadableDocument: if it is empty or too large
    """
    if not data:
        raise refusal("empty", name, "中身が空です", "文書を選び直してください。")
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        fix = "計画の本文だけを取り出したファイルにしてください。"
        raise refusal("too-large", name, f"{megabytes}MBを超えています", fix)


def empty(name: str) -> UnreadableDocument:
    """Return the refusal of a file without a single letter."""
    return refusal("empty", name, "文字が1字もありません", "文書の中身を確かめてください。")


def damaged(name: str, kind: str) -> UnreadableDocument:
    """Return the refusal of a file that is not what its first bytes promise."""
    fix = "元のソフトで開いて確かめ、保存し直してください。"
    return refusal("damaged", name, f"{kind}として開けません", fix)


def encrypted(name: str, kind: str) -> UnreadableDocument:
    """Return the refusal of a file that a password protects."""
    fix = "パスワードを外して保存し直してください。"
    return refusal("encrypted", name, f"パスワードで保護された{kind}です", fix)


def too_long(name: str) -> UnreadableDocument:
    """Return the refusal of a file whose reading took too much time or memory."""
    fix = "計画の本文だけを取り出したファイルにしてください。"
    return refusal("too-heavy", name, "大きすぎるか複雑すぎて読み切れません", fix)
