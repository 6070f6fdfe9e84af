"""The answer letter (Word and PDF) and the yearly summary; words go in as data, never pasted."""

import json
from datetime import datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from yakuba.core.publication.book import fonts
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.public_statistics import Statistics
from yakuba.platform import clock
from yakuba.platform.office.town import find_town
from yakuba.platform.ui.formats import number, wareki, wareki_fy

PAPERS: Final = Path(__file__).resolve().parent / "papers"
LETTER: Final = PAPERS / "letter.docx"


def words_of(voice: Voice) -> dict[str, Any]:
    """Return everything that the letter says.

    :raises YakubaError: before the answer is approved
    """
    if not voice.reply_text or voice.approved_on is None:
        fix = "課長の決裁のあとで作ってください。"
        raise YakubaError(Problem("voices.letter", "回答がまだ決まっていません。", fix))
    town = find_town()
    return {
        "title": "お客さまのこえについて（回答）",
        "number": f"受付番号　{voice.receipt_no}",
        "day": wareki(voice.answered_on or clock.today()),
        "to": f"{voice.name}　様" if voice.name else "こえをくださった方",
        "town": f"{town.prefecture}{town.name}" if town else "",
        "section": voice.section.name,
        "opening": f"{wareki(voice.received_on)}にいただいたこえについて、次のとおり回答します。",
        "paragraphs": [line for line in voice.reply_text.splitlines() if line.strip()],
        "closing": f"この回答についてのお問い合わせは、{voice.section.name}へお願いします。",
    }


def word(voice: Voice) -> bytes:
    """Return the answer letter as a Word file."""
    from docxtpl import DocxTemplate

    document, made = DocxTemplate(LETTER), BytesIO()
    document.render(words_of(voice), autoescape=True)
    document.save(made)
    return made.getvalue()


def pdf(voice: Voice) -> bytes:
    """Return the answer letter as a tagged PDF."""
    return _set("letter.typ", words_of(voice))


def summary(found: Statistics) -> bytes:
    """Return the paper on a year's voices as a tagged PDF."""
    return _set("summary.typ", summary_words(found))


def summary_words(found: Statistics) -> dict[str, Any]:
    """Return everything that the paper on a year says."""
    town = find_town()
    return {
        "title": f"{wareki_fy(found.year)}　お客さまのこえのまとめ",
        "town": f"{town.prefecture}{town.name}" if town else "",
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
            {"title": title, "rows": [[word, _cell(cell)] for word, cell in rows]}
            for title, rows in found.tables
        ],
        "rules": found.rules,
    }


def _cell(cell: int | None) -> str:
    return "伏せる" if cell is None else str(cell)


def _set(template: str, words: dict[str, Any]) -> bytes:
    families = fonts.find()
    text = json.dumps(words | {"fonts": list(families)}, ensure_ascii=False)
    noon = timezone.make_aware(datetime.combine(clock.today(), time(12)))
    content, warnings = _compiler(tuple(map(str, families.values()))).compile_with_warnings(
        input=str(PAPERS / template),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"words": text},
        timestamp=int(noon.timestamp()),
    )
    if warnings:
        words_of_it = "、".join(str(each.message) for each in warnings)
        raise YakubaError(Problem("voices.paper", f"PDFを組めませんでした：{words_of_it}"))
    return bytes(content)


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """Return the compiler, kept in the process: loading the typefaces takes longest."""
    import typst

    return typst.Compiler(root=str(PAPERS), font_paths=list(folders), ignore_system_fonts=True)
