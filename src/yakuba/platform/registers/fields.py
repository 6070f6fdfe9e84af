"""Model fields that a register knows what to do with: the state of a flow, and the number."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from yakuba.kernel.flow import Flow


class StateField(models.CharField):  # type: ignore[type-arg]
    """The state of a flow; it changes only through `services.move`."""

    flow: Flow | None = None

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return a plain text column for the migration: the flow is code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class NumberField(models.CharField):  # type: ignore[type-arg]
    """The number of a record, given once when it is created: 2023-114.

    `by` names the date field whose fiscal year counts; empty means today's.
    """

    by: str = ""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return a plain text column for the migration."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def state_field(flow: Flow, title: Any, choices: type[models.TextChoices]) -> StateField:
    """Return the field that holds where a record stands in the flow."""
    field = StateField(
        title,
        max_length=40,
        choices=choices,
        default=str(getattr(flow.initial, "value", flow.initial)),
        editable=False,
    )
    field.flow = flow
    return field


def number_field(title: Any, *, by: str = "") -> NumberField:
    """Return the field that holds the number of a record, counted per fiscal year of `by`."""
    field = NumberField(title, max_length=20, unique=True, blank=True, editable=False)
    field.by = by
    return field
