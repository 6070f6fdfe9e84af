"""Django's entry for this package."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.search"
    label = "search"
    verbose_name = "検索"
