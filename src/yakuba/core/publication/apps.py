"""Django's entry for this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yakuba.platform.ui.navigation import declare_nav


class PublicationConfig(AppConfig):
    """Names the app and its links."""

    name = "yakuba.core.publication"
    label = "publication"
    verbose_name = "公表"

    def ready(self) -> None:
        """Put the pages into every public header, publishing into that of the staff."""
        declare_nav("public", _("プランの項目"), url_name="public-home", order=10)
        declare_nav("public", _("資料とデータ"), url_name="public-data", order=80)
        declare_nav("public", _("数字の確かめ方"), url_name="public-trust", order=90)
        declare_nav("foot", _("数字の確かめ方"), url_name="public-trust", order=90)
        declare_nav("staff", _("公表"), url_name="releases", order=50, action="board.read")
