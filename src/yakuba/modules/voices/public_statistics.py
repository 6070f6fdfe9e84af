"""The statistics of a year's voices, as residents and the assembly read them."""

from datetime import date
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yakuba.core.publication.overviews import Sources, overview
from yakuba.kernel.deadlines import Deadline
from yakuba.modules.voices.choices import Kind, State, Topic
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.rules.figures import days_between
from yakuba.modules.voices.services import rules_on
from yakuba.platform.receipts.models import Channel


def late(received: QuerySet[Voice], today: date) -> QuerySet[Voice]:
    """Return what waits beyond its day; a promise of a later day does not make it punctual."""
    waiting = received.filter(wants_reply=True, answered_on=None, closed_on=None, due_on__lt=today)
    elsewhere = (State.MERGED, State.SENT_ON)
    return waiting.exclude(state__in=elsewhere).select_related("section").order_by("due_on", "pk")


def answer_on(day: date) -> Deadline:
    """Return until when a voice of a day must be answered."""
    return rules_on(day)["answer"]


SOURCES: Final = Sources(
    model=Voice,
    day="received_on",
    received="voices.received",
    shares=("voices.answered", "voices.on-time", "voices.on-time-of-answered"),
    days="voices.days",
    days_of=days_between,
    trend="voices.on-time",
    trend_title=_("年度ごとの期限内回答率"),
    groups=(
        ("topic", Topic, _("何について")),
        ("kind", Kind, _("種類")),
        ("channel", Channel, _("届き方")),
    ),
    late=late,
    answer=answer_on,
)
of_year = partial(overview, SOURCES)
