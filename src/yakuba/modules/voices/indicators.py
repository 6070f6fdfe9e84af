"""What is counted of the voices that were received in a fiscal year."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yakuba.core.evidence.definitions import Better, Selected, indicator
from yakuba.kernel.evidence import Scope
from yakuba.modules.voices import rules
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES

VALUES: Final = ("received_on", "wants_reply", "answered_on")
_SHARE: Final[dict[str, Any]] = {
    "register": VOICES,
    "unit": "%",
    "better": Better.UP,
    "part_unit": _("件"),
    "month_of": "received_on",
}


def _received(scope: Scope) -> Selected:
    return Selected(Voice.objects.filter(received_on__range=scope.year.span), VALUES)


@indicator(
    "voices.on-time",
    title=_("期限内回答率"),
    definition=_("返事を求めたこえで、期限が過ぎたか回答したもののうち、期限内に回答した割合"),
    numerator_name=_("期限内に回答したこえ"),
    denominator_name=_("期限が過ぎたか回答したこえ"),
    rule=rules.place_on_time,
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
    rule=rules.place_answered,
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
    rule=rules.place_in_time_of_answered,
    **_SHARE,
)
def on_time_of_answered(scope: Scope) -> Selected:
    """Select the voices of the year for the share in time of those answered (V3)."""
    return _received(scope)


@indicator(
    "voices.days",
    register=VOICES,
    title=_("回答までの日数"),
    definition=_("回答したこえの、受け付けた日から回答した日までの日数の真ん中の値"),
    unit="日",
    better=Better.DOWN,
    rule=rules.middle_days,
    month_of="received_on",
)
def days(scope: Scope) -> Selected:
    """Select the voices of the year for the median of the days to the answer (V4)."""
    return _received(scope)
