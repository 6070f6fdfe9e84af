"""Django's entry for this package."""

from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav

# The plan items that this module was made for.
ITEMS: Final = ("3-1-b",)


class VoicesConfig(AppConfig):
    """Names the app, its link and its indicators."""

    name = "yakuba.modules.voices"
    label = "voices"
    verbose_name = "お客さまのこえ"

    def ready(self) -> None:
        """Put the form into the public header and declare the indicators."""
        import_module("yakuba.modules.voices.indicators")
        import_module("yakuba.modules.voices.copies")
        import_module("yakuba.modules.voices.letters")
        declare_nav("public", _("お客さまのこえ"), url_name="voices-new", order=40)
        declare_nav("foot", _("お客さまのこえの数字"), url_name="voices-statistics", order=40)
        declare_nav("staff", _("こえ"), url_name="voices-desk", order=45, action="record.read")
