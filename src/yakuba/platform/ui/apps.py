"""Django's entry for this package."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.ui"
    label = "ui"
    verbose_name = "画面"
