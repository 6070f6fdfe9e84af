"""Django's entry for this package."""

from django.apps import AppConfig
from django.core import checks


class UiConfig(AppConfig):
    """Names the app and has its navigation checked."""

    name = "yakuba.platform.ui"
    label = "ui"
    verbose_name = "画面"

    def ready(self) -> None:
        """Have the links of the navigation checked when the site starts."""
        from yakuba.platform.ui.navigation import check_nav

        checks.register(check_nav, checks.Tags.urls)
