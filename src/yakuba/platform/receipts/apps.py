"""Django's entry for this package."""

from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    """Names the app, for its templates."""

    name = "yakuba.platform.receipts"
    label = "receipts"
    verbose_name = "受付"
