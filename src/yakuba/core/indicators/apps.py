"""Django's entry for this package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.indicators"
    label = "indicators"
    verbose_name = "指標"
