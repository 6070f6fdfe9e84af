"""Django's entry for this package."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.plan"
    label = "plan"
    verbose_name = "計画"
