"""What is counted of the voices that were received in a fiscal year (V1 to V11).

Each is a row: title, definition, the names of a share's two numbers, its one pure rule and the
fields that the rule is given.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yakuba.core.evidence import rules
from yakuba.core.evidence.definitions import Better
from yakuba.core.evidence.yearly import Yearly
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import figures

OF_VOICES: Final = Yearly(VOICES, "voices", "received_on", "section__name", _("件"))
ASKED: Final = ("wants_reply", "due_on", "answered_on", "state")
ANSWERED, IN_TIME, WANTING = _("回答したこえ"), _("期限内に回答したこえ"), _("返事を求めたこえ")

OF_VOICES.share(
    "on-time",  # the item's figure
    _("期限内回答率"),
    _("返事を求めたこえで、期限が過ぎたか回答したもののうち、期限内に回答した割合"),
    IN_TIME,
    _("期限が過ぎたか回答したこえ"),
    rule=figures.on_time,
    fields=ASKED,
)
OF_VOICES.share(  # V2
    "answered",
    _("回答率"),
    _("返事を求めたこえのうち、回答した割合"),
    ANSWERED,
    WANTING,
    rule=figures.answered,
    fields=ASKED,
)
OF_VOICES.share(  # V3
    "on-time-of-answered",
    _("回答のうち期限内の割合"),
    _("回答したこえのうち、期限内に回答した割合"),
    IN_TIME,
    ANSWERED,
    rule=figures.on_time_of_answered,
    fields=ASKED,
)
OF_VOICES.share(  # V3, the stricter form
    "on-time-of-wanting",
    _("返事を求めたこえのうち期限内の割合"),
    _("返事を求めたこえのうち、期限内に回答した割合。期限がまだ来ていないものも数える"),
    IN_TIME,
    WANTING,
    rule=figures.on_time_of_wanting,
    fields=ASKED,
)
OF_VOICES.days(  # V4
    "days",
    _("回答までの日数"),
    _("回答したこえの、受け付けた日から回答した日までの日数の真ん中の値"),
    rule=figures.days_to_answer,
    fields=("received_on", *ASKED),
)
OF_VOICES.declare(  # V1
    "received",
    _("届いたこえの数"),
    _("年度のうちに受け付けたこえの数"),
    "件",
    rule=rules.how_many,
    fields=("kind", "topic", "channel"),
)
OF_VOICES.days(  # V5: at the desk
    "days-to-assign",
    _("担当が決まるまでの日数"),
    _("受け付けた日から担当を決めた日までの日数の真ん中の値"),
    rule=rules.median_days,
    fields=("received_on", "assigned_on"),
)
OF_VOICES.days(  # V5: in the section
    "days-to-draft",
    _("回答案ができるまでの日数"),
    _("担当を決めた日から回答案を出した日までの日数の真ん中の値"),
    rule=rules.median_days,
    fields=("assigned_on", "drafted_on"),
)
OF_VOICES.days(  # V5: in approval
    "days-to-send",
    _("回答案から回答までの日数"),
    _("回答案を出した日から回答した日までの日数の真ん中の値"),
    rule=rules.median_days,
    fields=("drafted_on", "answered_on"),
)
OF_VOICES.share(  # V6
    "published",
    _("公表率"),
    _("公表してよいと言われ、回答したこえのうち、公表した割合"),
    _("公表したこえ"),
    _("公表できるこえ"),
    rule=figures.published,
    fields=("may_publish", "answered_on", "copy__state"),
)
OF_VOICES.share(  # V7
    "repeated",
    _("くり返しの割合"),
    _("場所のわかるこえのうち、12か月のうちに同じ場所と話題のこえがもうあったものの割合"),
    _("くり返されたこえ"),
    _("場所のわかるこえ"),
    rule=figures.repeated,
    fields=("received_on", "topic", "place"),
    years_before=1,
    better=Better.DOWN,
)
OF_VOICES.share(  # V8
    "improved",
    _("改善につながった割合"),
    _("回答したこえのうち、改善したことが記録されている割合"),
    _("改善につながったこえ"),
    ANSWERED,
    rule=figures.improved,
    fields=("answered_on", "improvement"),
)
OF_VOICES.share(  # V9
    "clear",
    _("回答がわかりやすかった割合"),
    _("感想をくれた人のうち、回答がわかりやすかったと答えた割合"),
    _("わかりやすかった"),
    _("感想のあったこえ"),
    rule=rules.share_of_yes,
    fields=("was_clear",),
)
OF_VOICES.declare(  # V10
    "transfers",
    _("担当替えの回数"),
    _("こえ1件あたりの、ほかの課に渡した回数"),
    "回",
    rule=rules.mean,
    fields=("transfers",),
    better=Better.DOWN,
)
OF_VOICES.days(  # V11
    "open-days",
    _("終わっていないこえの日数"),
    _("まだ終わっていないこえの、受け付けた日からの日数の真ん中の値"),
    rule=rules.median_age,
    fields=("received_on", "answered_on", "closed_on"),
)
