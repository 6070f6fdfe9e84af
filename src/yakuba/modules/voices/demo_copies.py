"""The demo town's published copies: every fourth voice that its person lets be published."""

from datetime import timedelta
from typing import Final

from yakuba.kernel.fiscal import FiscalYear
from yakuba.modules.voices.choices import CopyState
from yakuba.modules.voices.demo import Town, facts
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.rules.masking import masked, propose
from yakuba.modules.voices.services import rules_on
from yakuba.platform import clock
from yakuba.platform.audit import services as audit

EVERY: Final = 4
AFTER: Final = timedelta(days=10)


def publish_some(fy: FiscalYear) -> None:
    """Store copies of a year's answered voices; one audit event."""
    town = Town(rules_on(fy.first_day))
    last = min(fy.last_day, clock.today()) - AFTER
    answered = Voice.objects.filter(may_publish=True, answered_on__range=(fy.first_day, last))
    found = answered.exclude(reply_text="").order_by("pk")[::EVERY]
    for number, voice in enumerate(found, 1):
        _copy(voice, f"P-{fy.short.lower()}-{number:02}", town).save()
    audit.record("voice.copy-import", payload={"fy": fy.year}, count=len(found))


def _copy(voice: Voice, slug: str, town: Town) -> VoiceCopy:
    day = voice.answered_on or voice.received_on
    copy = VoiceCopy(voice=voice, slug=slug, title=_title(voice.text))
    copy.text = masked(voice.text, propose(voice.text))
    copy.reply = masked(voice.reply_text, propose(voice.reply_text))
    copy.state, copy.published_on = CopyState.PUBLISHED, day + AFTER
    copy.writer_id = town.account(voice.section, "writer", day)
    copy.checker_id = town.account(voice.desk, "head", day)
    return copy


def _title(text: str) -> str:
    """Return the first sentence of at most 60 characters that is no greeting."""
    polite = "".join(facts()["openings"] + facts()["closings"])
    sentences = [each.strip() for each in text.split("。")]
    return next((s for s in sentences if s and len(s) <= 60 and s not in polite), "こえ")
