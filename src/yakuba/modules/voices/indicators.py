"""What is counted of the voices that were received in a fiscal year (V1 to V11).

Each selects the same voices, the year's, and hands one rule of `rules.figures` the fields that it
names: so they stand in a table.  Only the repeated ones look back into the year before.
"""

from functools import partial
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yakuba.core.evidence.definitions import Better, Rule, Select, Selected, indicator
from yakuba.kernel.evidence import Scope
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import figures

ASKED: Final = ("wants_reply", "due_on", "answered_on", "state")
ANSWERED, IN_TIME = _("回答したこえ"), _("期限内に回答したこえ")
WANTING: Final = _("返事を求めたこえ")


def year_of(fields: tuple[str, ...], *, years_before: int = 0) -> Select:
    """Return the selection of the year's voices, with the fields that the rule is given."""

    def select(scope: Scope) -> Selected:
        """Select the voices received in the year, with the fields that the rule is given."""
        first, last = scope.year.span
        span = (first - years_before * figures.YEAR, last)
        return Selected(Voice.objects.filter(received_on__range=span), fields)

    return select


def declare(
    code: str,
    title: Promise,
    definition: Promise,
    rule: Rule,
    fields: tuple[str, ...],
    *,
    names: tuple[Promise, Promise] | None = None,
    years_before: int = 0,
    unit: str = "%",
    better: Better = Better.UP,
) -> None:
    """Declare an indicator of the year's voices; `names` are those of a share's two numbers."""
    more: dict[str, Any] = {}
    if names is not None:
        more = {"numerator_name": names[0], "denominator_name": names[1], "part_unit": _("件")}
    indicator(
        f"voices.{code}",
        register=VOICES,
        title=title,
        definition=definition,
        unit=unit,
        better=better,
        rule=rule,
        month_of="received_on",
        section_of="section__name",
        **more,
    )(year_of(fields, years_before=years_before))


days = partial(declare, unit="日", better=Better.DOWN)

declare(
    "on-time",  # the item's figure
    _("期限内回答率"),
    _("返事を求めたこえで、期限が過ぎたか回答したもののうち、期限内に回答した割合"),
    figures.on_time,
    ASKED,
    names=(IN_TIME, _("期限が過ぎたか回答したこえ")),
)
declare(  # V2
    "answered",
    _("回答率"),
    _("返事を求めたこえのうち、回答した割合"),
    figures.answered,
    ASKED,
    names=(ANSWERED, WANTING),
)
declare(  # V3
    "on-time-of-answered",
    _("回答のうち期限内の割合"),
    _("回答したこえのうち、期限内に回答した割合"),
    figures.on_time_of_answered,
    ASKED,
    names=(IN_TIME, ANSWERED),
)
declare(  # V3, the stricter form
    "on-time-of-wanting",
    _("返事を求めたこえのうち期限内の割合"),
    _("返事を求めたこえのうち、期限内に回答した割合。期限がまだ来ていないものも数える"),
    figures.on_time_of_wanting,
    ASKED,
    names=(IN_TIME, WANTING),
)
days(  # V4
    "days",
    _("回答までの日数"),
    _("回答したこえの、受け付けた日から回答した日までの日数の真ん中の値"),
    figures.days_to_answer,
    ("received_on", *ASKED),
)
declare(  # V1
    "received",
    _("届いたこえの数"),
    _("年度のうちに受け付けたこえの数"),
    figures.received,
    ("kind", "topic", "channel"),
    unit="件",
)
days(  # V5: at the desk
    "days-to-assign",
    _("担当が決まるまでの日数"),
    _("受け付けた日から担当を決めた日までの日数の真ん中の値"),
    figures.days_in_stage,
    ("received_on", "assigned_on"),
)
days(  # V5: in the section
    "days-to-draft",
    _("回答案ができるまでの日数"),
    _("担当を決めた日から回答案を出した日までの日数の真ん中の値"),
    figures.days_in_stage,
    ("assigned_on", "drafted_on"),
)
days(  # V5: in approval
    "days-to-send",
    _("回答案から回答までの日数"),
    _("回答案を出した日から回答した日までの日数の真ん中の値"),
    figures.days_in_stage,
    ("drafted_on", "answered_on"),
)
declare(  # V6
    "published",
    _("公表率"),
    _("公表してよいと言われ、回答したこえのうち、公表した割合"),
    figures.published,
    ("may_publish", "answered_on", "copy__state"),
    names=(_("公表したこえ"), _("公表できるこえ")),
)
declare(  # V7
    "repeated",
    _("くり返しの割合"),
    _("場所のわかるこえのうち、12か月のうちに同じ場所と話題のこえがもうあったものの割合"),
    figures.repeated,
    ("received_on", "topic", "place"),
    names=(_("くり返されたこえ"), _("場所のわかるこえ")),
    years_before=1,
    better=Better.DOWN,
)
declare(  # V8
    "improved",
    _("改善につながった割合"),
    _("回答したこえのうち、改善したことが記録されている割合"),
    figures.improved,
    ("answered_on", "improvement"),
    names=(_("改善につながったこえ"), ANSWERED),
)
declare(  # V9
    "clear",
    _("回答がわかりやすかった割合"),
    _("感想をくれた人のうち、回答がわかりやすかったと答えた割合"),
    figures.clear,
    ("was_clear",),
    names=(_("わかりやすかった"), _("感想のあったこえ")),
)
declare(  # V10
    "transfers",
    _("担当替えの回数"),
    _("こえ1件あたりの、ほかの課に渡した回数"),
    figures.reassignments,
    ("transfers",),
    unit="回",
    better=Better.DOWN,
)
days(  # V11
    "open-days",
    _("終わっていないこえの日数"),
    _("まだ終わっていないこえの、受け付けた日からの日数の真ん中の値"),
    figures.backlog,
    ("received_on", "answered_on", "closed_on"),
)
