"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class AuditConfig(AppConfig):
    """Names the app and its place in the header."""

    name = "yakuba.platform.audit"
    label = "audit"
    verbose_name = "監査記録"

    def ready(self) -> None:
        """Put the page into the staff header."""
        declare_nav("staff", _("監査記録"), url_name="audit-events", order=95, action="audit.read")
