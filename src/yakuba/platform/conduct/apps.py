"""Django's entry for this package."""

from django.apps import AppConfig


class ConductConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.conduct"
    label = "conduct"
    verbose_name = "応対の記録"
