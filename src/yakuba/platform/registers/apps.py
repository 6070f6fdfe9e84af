"""Django's entry for this package."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class RegistersConfig(AppConfig):
    """Names the app, collects the registers of all apps and has them checked."""

    name = "yakuba.platform.registers"
    label = "registers"
    verbose_name = "台帳"

    def ready(self) -> None:
        """Import every app's `register.py`, then watch over what it declared."""
        from yakuba.platform.registers.checks import check_registers

        autodiscover_modules("register")
        checks.register(check_registers)
        declare_nav("staff", _("台帳"), url_name="register-index", order=30, action="staff.home")
