"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class PlanConfig(AppConfig):
    """Names the app and its place in the header."""

    name = "yakuba.core.plan"
    label = "plan"
    verbose_name = "計画"

    def ready(self) -> None:
        """Add the link to the staff header."""
        declare_nav("staff", _("計画"), url_name="plans", order=60, action="plan.read")
