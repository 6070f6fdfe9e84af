"""Django's entry for this package."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.office"
    label = "office"
    verbose_name = "庁内"
