"""Django's entry for this package."""

from django.apps import AppConfig
from django.core import checks


class UiConfig(AppConfig):
    """Names the app and has its navigation checked."""

    name = "yakuba.platform.ui"
    label = "ui"
    verbose_name = "画面"

    def ready(self) -> None:
        """Have the navigation checked, and every text field refuse what nobody else can read."""
        from django.forms import CharField

        from yakuba.platform.ui.fields import refuse_private_characters
        from yakuba.platform.ui.navigation import check_nav

        CharField.default_validators = [refuse_private_characters]
        checks.register(check_nav, checks.Tags.urls)
