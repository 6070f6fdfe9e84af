"""Django's entry for this package."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.jobs"
    label = "jobs"
    verbose_name = "作業"
