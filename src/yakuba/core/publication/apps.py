"""Django's entry for this package."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.publication"
    label = "publication"
    verbose_name = "公表"
