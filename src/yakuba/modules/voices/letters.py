"""The papers of the voices: the answer letter (Word, PDF), and the year for the assembly (PDF)."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.core.publication.book import fonts
from yakuba.core.publication.overviews import Overview, words_of
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.public_statistics import of_year
from yakuba.platform.letters.declaration import Made, Paper, declare_paper
from yakuba.platform.letters.making import sender
from yakuba.platform.office.rights import DataClass
from yakuba.platform.receipts.letters import reply_words
from yakuba.platform.ui.formats import wareki

PAPERS: Final = Path(__file__).resolve().parent / "papers"


def letter(pk: int) -> Made:
    """Return the answer letter of a voice, a file of its section with personal data."""
    voice = Voice.objects.select_related("section").get(pk=pk)
    name = f"回答書_{voice.receipt_no}"
    return Made(letter_words(voice), name, voice.section, DataClass.PERSONAL)


def letter_words(voice: Voice) -> dict[str, Any]:
    """Return everything that the letter says.

    :raises YakubaError: before the answer is approved
    """
    return reply_words(
        voice,
        title="お客さまのこえについて（回答）",
        opening=f"{wareki(voice.received_on)}にいただいたこえについて、次のとおり回答します。",
        nameless="こえをくださった方",
        section=voice.section.name,
    )


def summary(fy: str) -> Made:
    """Return the paper on a year's voices.

    :raises YakubaError: if the year has none
    """
    found = of_year(fy)
    if found is None:
        raise YakubaError(Problem("voices.summary", gettext("その年度のこえはありません。")))
    return Made(summary_words(found), f"お客さまのこえ_{found.year.wareki}")


def summary_words(found: Overview) -> dict[str, Any]:
    """Return everything that the paper on a year says."""
    said = f"届いたこえ {found.received}件、そのうち町が返事をするもの {found.wanting}件"
    return words_of(found, title="お客さまのこえのまとめ", said=said) | {"town": sender()}


LETTER: Final = declare_paper(
    Paper(
        code="voices.letter",
        done=_("回答書ができました。"),
        templates={"docx": PAPERS / "letter.docx", "pdf": PAPERS / "letter.typ"},
        words=letter,
        fonts=fonts.find,
    )
)
SUMMARY: Final = declare_paper(
    Paper(
        code="voices.summary",
        done=_("年次のまとめができました。"),
        templates={"pdf": PAPERS / "summary.typ"},
        words=summary,
        fonts=fonts.find,
    )
)
