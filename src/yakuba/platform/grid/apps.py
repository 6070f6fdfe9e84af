"""Django's entry for this package."""

from django.apps import AppConfig


class GridConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.grid"
    label = "grid"
    verbose_name = "表でまとめて直す"
