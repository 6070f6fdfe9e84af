"""What can be uncertain about a reading, in the words that staff see."""

from collections.abc import Iterable
from typing import Final

from yakuba.core.reading.document import Place
from yakuba.core.reading.result import Finding, Level

MESSAGES: Final[dict[str, str]] = {
    "no-plan": "計画の目標と項目の並びが見つかりません。行財政改革の計画の本文か確かめてください。",
    "plan-title-missing": "計画の名称が見つかりません。名称を入力してください。",
    "period-missing": "計画の期間が見つかりません。開始と終了の年度を入力してください。",
    "period-uncertain": "計画の期間が2通り以上あります（{detail}）。正しい期間を確かめてください。",
    "period-length-differs": "期間の年数（{detail}）が、開始と終了の年度に合いません。",
    "title-joined": "行をまたぐ題名を「{detail}」とつなぎました。正しいか確かめてください。",
    "title-missing": "{detail}の題名が見つかりません。題名を入力してください。",
    "title-differs": "題名が本文の章では「{detail}」で、一覧と違います。一覧のとおり読みました。",
    "section-joined": "行をまたぐ課名を「{detail}」とつなぎました。正しいか確かめてください。",
    "section-uncertain": "「{detail}」を担当課として読みました。正しいか確かめてください。",
    "section-missing": "「{detail}」の担当課が見つかりません。担当課を選んでください。",
    "sections-none": "担当課がどの項目にも書かれていません。担当課を選んでください。",
    "code-repeated": "番号「{detail}」が2度使われています。印刷のとおり残しました。",
    "code-path-differs": "番号「{detail}」が、項目のある場所と合いません。場所のとおり読みました。",
    "number-gap": "番号が「{detail}」へ飛んでいます。抜けた行がないか確かめてください。",
    "number-repeated": "番号「{detail}」が同じ並びで2度使われています。並び順のとおり読みました。",
    "heading-missing": "「{detail}」の見出しがありません。題名を入力してください。",
    "node-without-items": "「{detail}」に項目がありません。抜けた行がないか確かめてください。",
    "line-unplaced": "「{detail}」をどの項目の続きとも判断できませんでした。",
    "relisted": "「{detail}」は再掲と書かれています。二重に数えないよう確かめてください。",
    "page-without-text": "文字のないページ（紙を写した画像）があります。中身は読んでいません。",
    "sheet-cut": "シートの{detail}行目より後は読んでいません。",
    "stage-assumed": "「{detail}」の意味が書かれていません。ふつうの使い方で読みました。",
    "year-unread": "年度の欄「{detail}」が読めません。年度を確かめてください。",
    "years-unplaced": "「{detail}」が、どの年度のことか判断できませんでした。",
    "part-unread": "「{detail}」からの部分を計画に入れていません。項目でないか確かめてください。",
    "item-merged": "ほかの項目へ統合された項目があります（{detail}）。扱いを確かめてください。",
    "item-ended": "途中で終わった項目があります（{detail}）。扱いを確かめてください。",
    "total-differs": "文書には{detail}です。抜けた行がないか確かめてください。",
}


class Findings:
    """Collects what is found, and gives it back in the order of the document."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def add(self, code: str, place: Place, detail: str = "") -> None:
        """Add a warning, or the one error: that there is no plan."""
        level = Level.ERROR if code == "no-plan" else Level.WARNING
        message = MESSAGES[code].format(detail=detail)
        self._found.append(Finding(level, place, code, message))

    def extend(self, doubts: Iterable[tuple[str, Place, str]]) -> None:
        """Add several warnings."""
        for code, place, detail in doubts:
            self.add(code, place, detail)

    def in_order(self) -> tuple[Finding, ...]:
        """Return all findings by place; those of one place as they were found."""
        return tuple(sorted(self._found, key=lambda finding: _order(finding.place)))


def _order(place: Place) -> tuple[int, str, int]:
    return place.page or 0, place.sheet or "", place.line or place.paragraph or 0
