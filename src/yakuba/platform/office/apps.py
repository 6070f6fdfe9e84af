"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class OfficeConfig(AppConfig):
    """Names the app and its place in the header."""

    name = "yakuba.platform.office"
    label = "office"
    verbose_name = "庁内"

    def ready(self) -> None:
        """Put the page into the staff header."""
        declare_nav(
            "staff", _("庁内の体制"), url_name="office-home", order=90, action="office.read"
        )
