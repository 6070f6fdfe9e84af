"""The published copies of the voices: which, when, and what is said of the place."""

from collections.abc import Iterator
from typing import Final

from yakuba.core.evidence.breakdowns import LEAST
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.register import VOICES
from yakuba.platform.masking.declaration import Copies, declare_copies


def problems(voice: Voice) -> Iterator[Problem]:
    """Yield why a voice may not be published: its person said no, or its answer is not sent."""
    if not voice.may_publish:
        yield Problem("voices.copy", "本人が公表を望んでいません。", "公表できません。")
    elif voice.answered_on is None:
        fix = "回答を送ってから、写しを書いてください。"
        yield Problem("voices.copy", "まだ回答していません。", fix)


def district_of(voice: Voice, district: str) -> str:
    """Return the district, nothing where fewer than five voices of the year and topic name it."""
    year = FiscalYear.of(voice.received_on)
    same = Voice.objects.filter(topic=voice.topic, received_on__range=year.span)
    return district if district and same.filter(place__contains=district).count() >= LEAST else ""


COPIES: Final = declare_copies(
    Copies(
        code="voices.copy",
        register=VOICES,
        model=VoiceCopy,
        tie="voice",
        texts={"text": "text", "reply": "reply_text"},
        problems=problems,
        district=district_of,
        address="voices-copy",
    )
)
