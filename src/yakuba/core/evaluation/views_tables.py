"""The plain tables that somebody may edit, on one page."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may

TABLES: Final = (
    (
        _("計画と指標"),
        (
            ("item-words", "plan.change", _("項目の短い名前と約束"), ""),
            ("node-words", "plan.change", _("目標・方策・項目の名前"), ""),
            ("indicator-table", "indicator.write", _("指標"), _("項目ごとに、何を数えるか")),
            ("method-table", "indicator.write", _("計算の方法"), _("分子・分母・端数の決まり")),
            ("target-table", "target.write", _("目標値"), _("年度ごとの目標")),
            ("action-table", "indicator.write", _("年度の取組（予定）"), ""),
        ),
    ),
    (
        _("お金の効果"),
        (("effect-table", "effect.write", _("お金の効果"), _("効果・費用・くらべた額")),),
    ),
    (
        _("評価の尺度"),
        (
            ("scale-table", "scale.write", _("評価の尺度"), ""),
            ("grade-table", "scale.write", _("評価の段階"), _("言葉と印")),
            ("band-table", "scale.write", _("段階の幅"), _("どの値からどの段階か")),
        ),
    ),
)


@staff("staff.home")
def tables(request: StaffRequest) -> HttpResponse:
    """Show the tables that the person may edit."""
    groups = [
        (title, [row for row in rows if may(request.actor, row[1]) is None])
        for title, rows in TABLES
    ]
    context = {"groups": [(title, rows) for title, rows in groups if rows]}
    return render(request, "evaluation/tables.html", context)
