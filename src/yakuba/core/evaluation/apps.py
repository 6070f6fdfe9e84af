"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class EvaluationConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.evaluation"
    label = "evaluation"
    verbose_name = "評価"

    def ready(self) -> None:
        """Add the links to the staff header."""
        for title, url_name, order, action in (
            (_("ホーム"), "staff-home", 10, "staff.home"),
            (_("年次報告"), "reports", 20, "sheet.read"),
            (_("進みぐあい"), "board", 30, "sheet.check"),
            (_("了承"), "acceptance", 40, "sheet.accept"),
            (_("決算の確認"), "finance", 45, "effect.confirm"),
            (_("表"), "tables", 70, "target.write"),
        ):
            declare_nav("staff", title, url_name=url_name, order=order, action=action)
