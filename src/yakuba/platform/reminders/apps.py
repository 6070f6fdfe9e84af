"""Django's entry for this package."""

from importlib import import_module

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Names the app and its job."""

    name = "yakuba.platform.reminders"
    label = "reminders"
    verbose_name = "期限のお知らせ"

    def ready(self) -> None:
        """Declare the job that reminds."""
        import_module("yakuba.platform.reminders.jobs")
