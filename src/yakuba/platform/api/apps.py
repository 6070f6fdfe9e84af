"""Django's entry for this package."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.api"
    label = "api"
    verbose_name = "API"
