"""What is counted of the voices that were received in a fiscal year (V1 to V11)."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yakuba.core.evidence.definitions import Better, Selected, indicator
from yakuba.kernel.evidence import Scope
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import figures

ASKED: Final = ("wants_reply", "due_on", "answered_on", "state")
_OF_VOICES: Final[dict[str, Any]] = {
    "register": VOICES,
    "month_of": "received_on",
    "section_of": "section__name",
}
_SHARE: Final[dict[str, Any]] = _OF_VOICES | {
    "unit": "%",
    "better": Better.UP,
    "part_unit": _("件"),
}
_DAYS: Final[dict[str, Any]] = _OF_VOICES | {"unit": "日", "better": Better.DOWN}


def _received(scope: Scope, *values: str) -> Selected:
    return Selected(Voice.objects.filter(received_on__range=scope.year.span), values or ASKED)


@indicator(
    "voices.on-time",
    title=_("期限内回答率"),
    definition=_("返事を求めたこえで、期限が過ぎたか回答したもののうち、期限内に回答した割合"),
    numerator_name=_("期限内に回答したこえ"),
    denominator_name=_("期限が過ぎたか回答したこえ"),
    rule=figures.on_time,
    **_SHARE,
)
def on_time(scope: Scope) -> Selected:
    """Select the voices of the year for the share answered in time (the item's figure)."""
    return _received(scope)


@indicator(
    "voices.answered",
    title=_("回答率"),
    definition=_("返事を求めたこえのうち、回答した割合"),
    numerator_name=_("回答したこえ"),
    denominator_name=_("返事を求めたこえ"),
    rule=figures.answered,
    **_SHARE,
)
def answered(scope: Scope) -> Selected:
    """Select the voices of the year for the share answered (V2)."""
    return _received(scope)


@indicator(
    "voices.on-time-of-answered",
    title=_("回答のうち期限内の割合"),
    definition=_("回答したこえのうち、期限内に回答した割合"),
    numerator_name=_("期限内に回答したこえ"),
    denominator_name=_("回答したこえ"),
    rule=figures.on_time_of_answered,
    **_SHARE,
)
def on_time_of_answered(scope: Scope) -> Selected:
    """Select the voices of the year for the share in time of those answered (V3)."""
    return _received(scope)


@indicator(
    "voices.on-time-of-wanting",
    title=_("返事を求めたこえのうち期限内の割合"),
    definition=_("返事を求めたこえのうち、期限内に回答した割合。期限がまだ来ていないものも数える"),
    numerator_name=_("期限内に回答したこえ"),
    denominator_name=_("返事を求めたこえ"),
    rule=figures.on_time_of_wanting,
    **_SHARE,
)
def on_time_of_wanting(scope: Scope) -> Selected:
    """Select the voices of the year for the share in time of all that want a reply (V3)."""
    return _received(scope)


@indicator(
    "voices.days",
    title=_("回答までの日数"),
    definition=_("回答したこえの、受け付けた日から回答した日までの日数の真ん中の値"),
    rule=figures.days_to_answer,
    **_DAYS,
)
def days(scope: Scope) -> Selected:
    """Select the voices of the year for the median of the days to the answer (V4)."""
    return _received(scope, "received_on", *ASKED)


@indicator(
    "voices.received",
    title=_("届いたこえの数"),
    definition=_("年度のうちに受け付けたこえの数"),
    unit="件",
    better=Better.UP,
    rule=figures.received,
    **_OF_VOICES,
)
def received(scope: Scope) -> Selected:
    """Select the voices of the year (V1)."""
    return _received(scope, "kind", "topic", "channel")


@indicator(
    "voices.days-to-assign",
    title=_("担当が決まるまでの日数"),
    definition=_("受け付けた日から担当を決めた日までの日数の真ん中の値"),
    rule=figures.days_in_stage,
    **_DAYS,
)
def days_to_assign(scope: Scope) -> Selected:
    """Select the voices of the year for the days at the desk (V5)."""
    return _received(scope, "received_on", "assigned_on")


@indicator(
    "voices.days-to-draft",
    title=_("回答案ができるまでの日数"),
    definition=_("担当を決めた日から回答案を出した日までの日数の真ん中の値"),
    rule=figures.days_in_stage,
    **_DAYS,
)
def days_to_draft(scope: Scope) -> Selected:
    """Select the voices of the year for the days in the section (V5)."""
    return _received(scope, "assigned_on", "drafted_on")


@indicator(
    "voices.days-to-send",
    title=_("回答案から回答までの日数"),
    definition=_("回答案を出した日から回答した日までの日数の真ん中の値"),
    rule=figures.days_in_stage,
    **_DAYS,
)
def days_to_send(scope: Scope) -> Selected:
    """Select the voices of the year for the days in approval (V5)."""
    return _received(scope, "drafted_on", "answered_on")


@indicator(
    "voices.published",
    title=_("公表率"),
    definition=_("公表してよいと言われ、回答したこえのうち、公表した割合"),
    numerator_name=_("公表したこえ"),
    denominator_name=_("公表できるこえ"),
    rule=figures.published,
    **_SHARE,
)
def published(scope: Scope) -> Selected:
    """Select the voices of the year for the share published (V6)."""
    return _received(scope, "may_publish", "answered_on", "copy__state")


@indicator(
    "voices.repeated",
    title=_("くり返しの割合"),
    definition=_(
        "場所のわかるこえのうち、12か月のうちに同じ場所と話題のこえがもうあったものの割合"
    ),
    numerator_name=_("くり返されたこえ"),
    denominator_name=_("場所のわかるこえ"),
    rule=figures.repeated,
    **_SHARE | {"better": Better.DOWN},
)
def repeated(scope: Scope) -> Selected:
    """Select the voices of the year and of the year before, for those that came back (V7)."""
    first, last = scope.year.span
    voices = Voice.objects.filter(received_on__range=(first - figures.YEAR, last))
    return Selected(voices, ("received_on", "topic", "place"))


@indicator(
    "voices.improved",
    title=_("改善につながった割合"),
    definition=_("回答したこえのうち、改善したことが記録されている割合"),
    numerator_name=_("改善につながったこえ"),
    denominator_name=_("回答したこえ"),
    rule=figures.improved,
    **_SHARE,
)
def improved(scope: Scope) -> Selected:
    """Select the voices of the year for the share that led to an improvement (V8)."""
    return _received(scope, "answered_on", "improvement")


@indicator(
    "voices.clear",
    title=_("回答がわかりやすかった割合"),
    definition=_("感想をくれた人のうち、回答がわかりやすかったと答えた割合"),
    numerator_name=_("わかりやすかった"),
    denominator_name=_("感想のあったこえ"),
    rule=figures.clear,
    **_SHARE,
)
def clear(scope: Scope) -> Selected:
    """Select the voices of the year for the share whose answer was clear (V9)."""
    return _received(scope, "was_clear")


@indicator(
    "voices.transfers",
    title=_("担当替えの回数"),
    definition=_("こえ1件あたりの、ほかの課に渡した回数"),
    unit="回",
    better=Better.DOWN,
    rule=figures.reassignments,
    **_OF_VOICES,
)
def transfers(scope: Scope) -> Selected:
    """Select the voices of the year for how often one changed hands (V10)."""
    return _received(scope, "transfers")


@indicator(
    "voices.open-days",
    title=_("終わっていないこえの日数"),
    definition=_("まだ終わっていないこえの、受け付けた日からの日数の真ん中の値"),
    rule=figures.backlog,
    **_DAYS,
)
def open_days(scope: Scope) -> Selected:
    """Select the voices of the year for the age of those not ended (V11)."""
    return _received(scope, "received_on", "answered_on", "closed_on")
