"""What every table shares: fiscal years as a column, versions, history and locking."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.wareki import parse_fiscal_year
from yakuba.platform import clock


class FiscalYearField(models.Field):  # type: ignore[type-arg]
    """A fiscal year: `FiscalYear` in Python, a small integer in the table."""

    description = _("年度")

    def get_internal_type(self) -> str:
        """Return the name of the field whose column type is used."""
        return "SmallIntegerField"

    def to_python(self, value: Any) -> FiscalYear | None:
        """Return the year of a `FiscalYear`, a number or a text such as 令和3年度.

        :raises ValidationError: if it cannot be read as a fiscal year
        """
        if value is None or value == "":
            return None
        if isinstance(value, FiscalYear):
            return value
        try:
            return FiscalYear(value) if isinstance(value, int) else parse_fiscal_year(str(value))
        except (ValueError, YakubaError) as wrong:
            raise ValidationError(
                _("「%(value)s」は年度として読めません。"), params={"value": value}
            ) from wrong

    def from_db_value(self, value: int | None, *_args: object) -> FiscalYear | None:
        """Return the year that stands in the table."""
        return None if value is None else FiscalYear(value)

    def get_prep_value(self, value: Any) -> int | None:
        """Return the number for the table."""
        year = self.to_python(super().get_prep_value(value))
        return None if year is None else year.year

    def value_to_string(self, obj: models.Model) -> str:
        """Return the number as text, for `dumpdata`."""
        year = self.value_from_object(obj)
        return "" if year is None else str(year.year)


class Record(models.Model):
    """Base of every table that people change: a version for locking; `history` stands beside."""

    version = models.PositiveIntegerField(_("版"), default=1, editable=False)
    created_at = models.DateTimeField(_("作成日時"), default=clock.now, editable=False)
    updated_at = models.DateTimeField(_("更新日時"), default=clock.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the record and note when."""
        self.updated_at = clock.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "updated_at"}
        super().save(*args, **kwargs)

    @property
    def _history_date(self) -> datetime:
        """Return when the next row of the history happens, by the clock of the office."""
        return clock.now()


class Conflict(YakubaError):  # noqa: N818 (a fact, not a fault)
    """Somebody else stored the record in the meantime; the page shows 元 / あなた / 相手."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                "record.conflict",
                gettext("開いている間に、ほかの人がこの内容を保存しました。"),
                gettext("入力した文はそのまま残っています。どちらを残すか選んでください。"),
            )
        )


R = TypeVar("R", bound=Record)


def save_version(record: R, expected_version: int) -> R:
    """Store a changed record as the next version after the one that the user saw.

    :raises Conflict: if the stored version is no longer `expected_version`
    """
    rows = type(record)._default_manager.filter(pk=record.pk, version=expected_version)
    with transaction.atomic():
        if not rows.update(version=expected_version + 1):
            raise Conflict
        record.version = expected_version + 1
        record.save()
    return record
