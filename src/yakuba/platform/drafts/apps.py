"""Django's entry for this package."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.drafts"
    label = "drafts"
    verbose_name = "下書き"
