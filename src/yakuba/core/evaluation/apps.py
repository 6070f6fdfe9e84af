"""Django's entry for this package."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Names the app."""

    name = "yakuba.core.evaluation"
    label = "evaluation"
    verbose_name = "評価"
