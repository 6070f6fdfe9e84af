"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.ui.navigation import declare_nav, declare_years


class EvaluationConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.evaluation"
    label = "evaluation"
    verbose_name = "評価"

    def ready(self) -> None:
        """Add the links and the years of open rounds to the staff header."""
        declare_years("rounds", _open_rounds)
        for title, url_name, order, action in (
            (_("ホーム"), "staff-home", 10, "staff.home"),
            (_("年次報告"), "reports", 20, "sheet.read"),
            (_("進みぐあい"), "board", 30, "sheet.check"),
            (_("了承"), "acceptance", 40, "sheet.accept"),
            (_("決算の確認"), "finance", 45, "effect.confirm"),
            (_("表"), "tables", 70, "target.write"),
        ):
            declare_nav("staff", title, url_name=url_name, order=order, action=action)


def _open_rounds() -> list[FiscalYear]:
    from yakuba.core.evaluation.models import Round, RoundState  # the app must be loaded first

    return list(Round.objects.filter(state=RoundState.OPEN).values_list("fy", flat=True))
