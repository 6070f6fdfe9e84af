"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Names the app and finds the jobs that other apps declare in their `jobs.py`."""

    name = "yakuba.platform.jobs"
    label = "jobs"
    verbose_name = "作業"

    def ready(self) -> None:
        """Fill the table of jobs."""
        autodiscover_modules("jobs")
