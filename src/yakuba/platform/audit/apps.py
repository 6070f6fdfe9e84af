"""Django's entry for this package."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app."""

    name = "yakuba.platform.audit"
    label = "audit"
    verbose_name = "監査記録"
