"""Django's entry for this package."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Names the app, for its job."""

    name = "yakuba.platform.letters"
    label = "letters"
    verbose_name = "文書"
