"""Django's entry for this package."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Names the app that joins all others."""

    name = "yakuba.site"
    label = "site"
    verbose_name = "Yakuba"
