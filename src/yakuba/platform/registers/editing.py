"""Writing a record in a form: what it opens with, what it stores, what it asks when two wrote."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.platform.db import Conflict
from yakuba.platform.drafts import services as drafts
from yakuba.platform.drafts.models import Draft
from yakuba.platform.registers import services
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.details import Detail
from yakuba.platform.registers.facts import form_fields, kind
from yakuba.platform.registers.forms import (
    OWN,
    RecordForm,
    form_class,
    stored_values,
    typed_values,
)
from yakuba.platform.registers.merging import Merge, merge
from yakuba.platform.ui.once import new_key

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


class Editing:
    """One form for one actor; `record` is None for a new one."""

    def __init__(self, register: Register, actor: "Actor", record: Any | None) -> None:
        self.register = register
        self.actor = actor
        self.record = record
        self.form_class = form_class(register)
        self.draft_form = f"r-{register.code.replace('.', '-')}"
        self.draft_record = "new" if record is None else str(record.pk)

    @property
    def title(self) -> str:
        """Return the title of the page."""
        if self.record is None:
            return _("%(kind)sを1件入れる") % {"kind": kind(self.register)}
        return _("「%(title)s」を直す") % {"title": self.record}

    @property
    def back(self) -> str:
        """Return where one goes without saving."""
        code = self.register.code
        if self.record is None:
            return reverse("register-list", kwargs={"code": code})
        return reverse("register-detail", kwargs={"code": code, "pk": self.record.pk})

    @property
    def autosave(self) -> str:
        """Return the address that keeps what is being typed."""
        parts = {"form": self.draft_form, "record": self.draft_record}
        return reverse("draft-autosave", kwargs=parts)

    @cached_property
    def draft(self) -> Draft | None:
        """Return what the actor typed here before and did not save."""
        return drafts.read(self.actor.account, self.draft_form, record=self.draft_record)

    def first_form(self, asked: QueryDict) -> RecordForm:
        """Return the form as it opens: what is stored or asked for, what was typed over it."""
        if self.record is not None:
            first = stored_values(self.register, self.record)
            seen = self.draft.base_version if self.draft else None
            first |= {"version": seen or self.record.version}
        else:
            first = {n: asked[n] for n in form_fields(self.register) if n in asked}
            first |= {"once": new_key()}
        return self.form_class(initial=first | typed_values(self.form_class, self.draft))

    def posted_form(self, data: QueryDict) -> RecordForm:
        """Return the form with what was sent."""
        initial = stored_values(self.register, self.record) if self.record is not None else {}
        return self.form_class(data, initial=initial)

    def store(self, form: RecordForm, data: QueryDict) -> Any | None:
        """Store what was typed and forget the draft; None if it was stored before.

        :raises Conflict: if two people changed the same field and nobody has decided yet
        :raises YakubaError: if it may not be stored
        """
        reason = form.cleaned_data["reason"]
        with transaction.atomic():
            if self.record is None:
                key = form.cleaned_data["once"]
                stored = services.create(
                    self.register, form.values(), actor=self.actor, reason=reason, key=key
                )
            else:
                stored = self._changed(form, data, reason)
            drafts.drop(self.actor.account, self.draft_form, record=self.draft_record)
        return stored

    def conflict(self, form: RecordForm, data: QueryDict) -> dict[str, Any]:
        """Return what the page shows when two people changed the same field."""
        found = self._merge(form, data)
        return {
            "clashes": found.clashes,
            "typed": [(n, v) for n in data if _is_typed(n) for v in data.getlist(n)],
            "seen": _seen(form),
            "has_errors": True,
        }

    def _changed(self, form: RecordForm, data: QueryDict, reason: str) -> Any:
        record: Any = self.record
        values = form.values()
        if _seen(form) != record.version:
            found = self._merge(form, data)
            if found.clashes:
                raise Conflict
            values = found.values
        return services.save(
            self.register,
            record,
            values,
            actor=self.actor,
            expected_version=record.version,
            reason=reason,
        )

    def _merge(self, form: RecordForm, data: QueryDict) -> Merge:
        record: Any = self.record
        answers: dict[str, str] = {}
        if data.get("theirs") == str(record.version):  # decided on what is stored now
            names = form_fields(self.register)
            answers = {name: data.get(f"choose-{name}", "") for name in names}
        return merge(
            self.register,
            record,
            form.values(),
            base_version=_seen(form),
            answers=answers,
            newest=Detail(self.register, record, self.actor).newest(),
        )


def _seen(form: RecordForm) -> int | None:
    """Return the version that the writer saw when the form was opened."""
    version: int | None = form.cleaned_data["version"]
    return version


def _is_typed(name: str) -> bool:
    own = {"csrfmiddlewaretoken", "do", "theirs", *OWN} - {"reason"}
    return name not in own and not name.startswith("choose-")
