"""Django's entry for this package."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class IndicatorsConfig(AppConfig):
    """Names the app, finds the indicators that modules declare, and adds the auditor's link."""

    name = "yakuba.core.indicators"
    label = "indicators"
    verbose_name = "指標"

    def ready(self) -> None:
        """Read every `indicators.py`; tell the header and the registers of the figures."""
        from yakuba.core.indicators import listing
        from yakuba.platform.registers import feeds, selections

        import_module("yakuba.core.indicators.nightly")
        autodiscover_modules("indicators")
        selections.register("indicator", listing.live_selection)
        selections.register("calculation", listing.frozen_selection)
        feeds.register(listing.feeds_of)
        declare_nav("staff", _("検証"), url_name="figures", order=70, action="audit.read")
