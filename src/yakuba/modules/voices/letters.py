"""The papers of the voices: the answer letter (Word, PDF), and the year for the assembly (PDF)."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.core.publication.book import fonts
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.public_statistics import Statistics, of_year
from yakuba.platform import clock
from yakuba.platform.letters.declaration import Made, Paper, declare_paper
from yakuba.platform.office.rights import DataClass
from yakuba.platform.office.town import find_town
from yakuba.platform.ui.formats import number, wareki, wareki_fy

PAPERS: Final = Path(__file__).resolve().parent / "papers"


def letter(pk: int) -> Made:
    """Return the answer letter of a voice, a file of its section with personal data.

    :raises YakubaError: before the answer is approved
    """
    voice = Voice.objects.select_related("section").get(pk=pk)
    name = f"回答書_{voice.receipt_no}"
    return Made(letter_words(voice), name, voice.section, DataClass.PERSONAL)


def letter_words(voice: Voice) -> dict[str, Any]:
    """Return everything that the letter says.

    :raises YakubaError: before the answer is approved
    """
    if not voice.reply_text or voice.approved_on is None:
        fix = "課長の決裁のあとで作ってください。"
        raise YakubaError(Problem("voices.letter", "回答がまだ決まっていません。", fix))
    return {
        "title": "お客さまのこえについて（回答）",
        "number": f"受付番号　{voice.receipt_no}",
        "day": wareki(voice.answered_on or clock.today()),
        "to": f"{voice.name}　様" if voice.name else "こえをくださった方",
        "town": _town(),
        "section": voice.section.name,
        "opening": f"{wareki(voice.received_on)}にいただいたこえについて、次のとおり回答します。",
        "paragraphs": [line for line in voice.reply_text.splitlines() if line.strip()],
        "closing": f"この回答についてのお問い合わせは、{voice.section.name}へお願いします。",
    }


def summary(fy: str) -> Made:
    """Return the paper on a year's voices.

    :raises YakubaError: if the year has none
    """
    found = of_year(fy)
    if found is None:
        raise YakubaError(Problem("voices.summary", gettext("その年度のこえはありません。")))
    return Made(summary_words(found), f"お客さまのこえ_{found.year.wareki}")


def summary_words(found: Statistics) -> dict[str, Any]:
    """Return everything that the paper on a year says."""
    return {
        "title": f"{wareki_fy(found.year)}　お客さまのこえのまとめ",
        "town": _town(),
        "day": f"{wareki(found.today)}の時点",
        "said": f"届いたこえ {found.received}件、そのうち町が返事をするもの {found.wanting}件",
        "shares": [
            [s.title, number(s.percent, 1), f"{s.part_name} {s.part} ÷ {s.whole_name} {s.whole}"]
            for s in found.shares
        ],
        "trend": [
            [wareki_fy(year), number(s.percent, 1), str(s.part), str(s.whole)]
            for year, s in found.trend
        ],
        "speed": [[f"{n}日以内", str(part), number(share, 1)] for n, part, share in found.within],
        "days": f"平均 {number(found.average, 1)}日、中央値 {number(found.middle, 1)}日",
        "late": [[one.section, wareki(one.due), str(one.days)] for one in found.late],
        "tables": [
            {"title": title, "rows": [[w, "伏せる" if n is None else str(n)] for w, n in rows]}
            for title, rows in found.tables
        ],
        "rules": found.rules,
    }


def _town() -> str:
    town = find_town()
    return f"{town.prefecture}{town.name}" if town else ""


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
