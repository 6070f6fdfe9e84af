"""The words that a voice can be told by, and the way that it goes."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.flow import Flow, Step


class Kind(models.TextChoices):
    """What a voice is (domain reference 4, section 6.1)."""

    UNSORTED = "unsorted", _("未分類")
    REQUEST = "request", _("要望")
    OPINION = "opinion", _("意見")
    PROPOSAL = "proposal", _("提案")
    COMPLAINT = "complaint", _("苦情")
    QUESTION = "question", _("質問")
    THANKS = "thanks", _("感謝")
    REPORT = "report", _("通報")
    ADVICE = "advice", _("相談")


class Urgency(models.TextChoices):
    """How soon somebody must look."""

    NORMAL = "normal", _("ふつう")
    SOON = "soon", _("今日のうち")
    DANGER = "danger", _("命や体の危険（1時間以内）")


class Topic(models.TextChoices):
    """What a voice is about, in the words of the form."""

    COUNTER = "counter", _("窓口・手続")
    ROADS = "roads", _("道路・水道・除雪")
    TAXES = "taxes", _("税金・お金")
    CARE = "care", _("病院・福祉・子育て")
    PLACES = "places", _("施設・まちづくり")
    OTHER = "other", _("わからない・そのほか")


class Ground(models.TextChoices):
    """Why a voice that wants a reply gets none; the default is to answer."""

    NO_WAY = "no_way", _("連絡先がない、または違っている")
    SLANDER = "slander", _("人を傷つける内容だけである")
    COURT = "court", _("裁判や審査の途中である")
    SALES = "sales", _("営業や宣伝である")
    UNTRUE = "untrue", _("事実ではないとわかった")
    PRIVACY = "privacy", _("人の秘密にかかわる")
    INTEREST = "interest", _("特定の人の利益だけを求めている")
    BELIEF = "belief", _("政治や宗教の活動である")
    SAME = "same", _("同じ内容にもう最後の回答をした")
    ELSEWHERE = "elsewhere", _("ほかの機関に引き継いだ")


class State(models.TextChoices):
    """Where a voice stands."""

    RECEIVED = "received", _("受付")
    ASSIGNED = "assigned", _("担当決定")
    LOOKING = "looking", _("調査")
    DRAFTED = "drafted", _("起案")
    APPROVED = "approved", _("決裁")
    ANSWERED = "answered", _("回答済")
    CLOSED = "closed", _("完了")
    DECLINING = "declining", _("回答しない案")
    DECLINED = "declined", _("回答しない")
    READ = "read", _("読了（返事不要）")
    SENT_ON = "sent_on", _("他機関に送付")
    MERGED = "merged", _("ほかのこえにまとめた")


ASSIGN, MOVE, APPROVE = "record.assign", "record.move", "record.approve"
_IN_HAND = (State.ASSIGNED, State.LOOKING)
_ENDED = (State.ANSWERED, State.CLOSED, State.DECLINED, State.SENT_ON)
_NEW_OR_IN_HAND = (State.RECEIVED, *_IN_HAND)


def _each(sources: Iterable[State], name: str, target: State, *, by: str, label: Any) -> list[Step]:
    return [Step(name, source, target, by=by, label=label) for source in sources]


FLOW = Flow(
    Step("assign", State.RECEIVED, State.ASSIGNED, by=ASSIGN, label=_("担当を決める")),
    Step("look", State.ASSIGNED, State.LOOKING, by=MOVE, label=_("調べ始める")),
    *_each(_IN_HAND, "draft", State.DRAFTED, by=MOVE, label=_("回答案を出す")),
    Step("return", State.DRAFTED, State.LOOKING, by=APPROVE, label=_("差し戻す")),
    Step("approve", State.DRAFTED, State.APPROVED, by=APPROVE, label=_("決裁する")),
    Step("answer", State.APPROVED, State.ANSWERED, by=MOVE, label=_("回答した")),
    Step("close", State.ANSWERED, State.CLOSED, by=MOVE, label=_("完了にする")),
    *_each(_IN_HAND, "transfer", State.ASSIGNED, by=ASSIGN, label=_("ほかの課に渡す")),
    *_each(_IN_HAND, "back", State.RECEIVED, by=ASSIGN, label=_("窓口に戻す")),
    *_each(_IN_HAND, "read", State.READ, by=MOVE, label=_("読んで終える")),
    *_each(_IN_HAND, "decline", State.DECLINING, by=MOVE, label=_("回答しない案を出す")),
    Step("return", State.DECLINING, State.LOOKING, by=APPROVE, label=_("差し戻す")),
    Step("approve", State.DECLINING, State.DECLINED, by=APPROVE, label=_("回答しないと決める")),
    *_each(_NEW_OR_IN_HAND, "send_on", State.SENT_ON, by=ASSIGN, label=_("他機関に送る")),
    *_each(_NEW_OR_IN_HAND, "merge", State.MERGED, by=ASSIGN, label=_("同じこえにまとめる")),
    *_each(_ENDED, "reopen", State.LOOKING, by=MOVE, label=_("もう一度調べる")),
    initial=State.RECEIVED,
    final=[State.CLOSED, State.DECLINED, State.READ, State.SENT_ON, State.MERGED],
)


class RuleName(models.TextChoices):
    """What a town sets a period for."""

    RECEIPT = "receipt", _("受付を知らせる")
    ASSIGNMENT = "assignment", _("担当を決める")
    VIEW = "view", _("担当課の考えをまとめる")
    ANSWER = "answer", _("回答する")
