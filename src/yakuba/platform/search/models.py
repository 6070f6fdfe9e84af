"""What the search knows of a record; the databases index it each in its own way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform.search.lookups import BigramField


class SearchEntry(models.Model):
    """The folded text of a record as bigrams."""

    register = models.CharField(_("台帳"), max_length=60)
    record_id = models.BigIntegerField(_("記録の番号"))
    text = BigramField(_("二文字ずつの文"))

    class Meta:
        verbose_name = _("さがす索引")
        constraints = [
            models.UniqueConstraint(fields=["register", "record_id"], name="search_entry_key"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.record_id}"
