"""Plain tables that staff edit in place or paste from Excel: sections, posts, targets, scales.

urlpatterns = [path("staff/sections/", table_view(Section, ("code", "name"), …), name="…")]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import may
from yakuba.platform.ui import once
from yakuba.platform.ui.pasting import Comparison, Target, compare
from yakuba.platform.ui.rows import RowForm, row_form, share_choices

PAGE: Final = 50  # Django takes 1,000 fields at most
EMPTY_ROWS: Final = 3

Within = Callable[..., Mapping[str, Any]]
Rows = Callable[[Actor], models.QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class EditableTable:
    """One table to edit.  `key` names the columns that identify a row of a pasted block.

    `rows` narrows the rows to the actor's; `within` takes request and parts of the address and
    returns values that all rows share (a filter, and what new rows get).
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    title: str | Promise
    action: str
    order: tuple[str, ...]
    key: tuple[str, ...]
    hint: str | Promise
    rows: Rows | None
    within: Within | None

    def respond(self, request: StaffRequest, **parts: Any) -> HttpResponse:
        """Return the page, or do what it asks for: save, preview, apply."""
        shared = dict(self.within(request, **parts)) if self.within else {}
        do = {"save": self._save, "preview": self._preview, "apply": self._apply}
        asked = do.get(request.POST.get("do", "")) if request.method == "POST" else None
        return asked(request, shared) if asked else self._page(request, shared)

    def _queryset(self, actor: Actor, shared: Mapping[str, Any]) -> models.QuerySet[Any]:
        rows = self.rows(actor) if self.rows else self.model._default_manager.all()
        links = [f.name for f in self.model._meta.fields if f.is_relation and f.name in self.fields]
        return rows.filter(**shared).select_related(*links).order_by(*self.order, "pk")

    def _page(self, request: StaffRequest, shared: Mapping[str, Any], **more: Any) -> HttpResponse:
        page = Paginator(self._queryset(request.actor, shared), PAGE).get_page(
            request.GET.get("page")
        )
        forms = more.pop("forms", None) or self._forms(list(page.object_list), shared)
        share_choices(forms)
        for number, form in enumerate(forms, start=max(page.start_index(), 1)):
            form.row_title = (
                _("%(row)s行目") % {"row": number} if form.instance.pk else _("新しい行")
            )
        return _render(request, self, page, forms=forms, **more)

    def _forms(
        self, rows: Sequence[models.Model], shared: Mapping[str, Any], data: Any = None
    ) -> list[RowForm]:
        made = row_form(self.model, self.fields)
        stored = [made(data, instance=row, prefix=f"row-{row.pk}") for row in rows]
        empty = [
            made(data, instance=self.model(**shared), prefix=f"new-{n}", empty_permitted=True)
            for n in range(EMPTY_ROWS)
        ]
        return stored + empty

    def _save(self, request: StaffRequest, shared: Mapping[str, Any]) -> HttpResponse:
        numbers = [number for number in request.POST.getlist("row") if number.isdecimal()]
        rows = self._queryset(request.actor, shared).filter(pk__in=numbers)
        forms = self._forms(list(rows), shared, request.POST)
        kept = {f.prefix for f in forms if request.POST.get(f"{f.prefix}-theirs")}
        chosen = [f for f in forms if f.prefix not in kept and f.has_changed()]
        valid = [form.is_valid() for form in chosen]
        if not all(valid) or _stale(chosen) or not self._stored(request, chosen):
            return self._page(request, shared, forms=forms, has_errors=True)
        return HttpResponseRedirect(request.get_full_path())

    def _preview(self, request: StaffRequest, shared: Mapping[str, Any]) -> HttpResponse:
        found = self._compared(request, shared)
        return self._page(request, shared, found=found, has_errors=bool(found.problems))

    def _apply(self, request: StaffRequest, shared: Mapping[str, Any]) -> HttpResponse:
        found = self._compared(request, shared)
        if found.problems or (found.forms and found.digest != request.POST.get("digest")):
            return self._page(request, shared, found=found, has_errors=bool(found.problems))
        if not self._stored(request, found.forms):
            found.problems += [Problem("table.refused", e) for f in found.forms for e in _top(f)]
            return self._page(request, shared, found=found, has_errors=True)
        return HttpResponseRedirect(request.get_full_path())

    def _compared(self, request: StaffRequest, shared: Mapping[str, Any]) -> Comparison:
        rows = self._queryset(request.actor, shared)
        target = Target(row_form(self.model, self.fields), rows, self.key, shared)
        return compare(target, request.POST.get("block", ""))

    def _stored(self, request: StaffRequest, forms: Sequence[RowForm]) -> bool:
        """Store the rows, all or none; False leaves the reason in the forms."""
        refused = [(f, may(request.actor, self.action, f.instance)) for f in forms]
        for form, problem in refused:
            if problem:
                form.add_error(None, str(problem))
        if any(problem for _form, problem in refused):
            return False
        try:
            with transaction.atomic():
                if once.first_time(request.POST.get("once", "") or once.new_key()):
                    for form in forms:
                        _store(form)
                    self._note(request, forms)
        except YakubaError:
            return False
        messages.success(request, _("%(count)s行を保存しました。") % {"count": len(forms)})
        return True

    def _note(self, request: StaffRequest, forms: Sequence[RowForm]) -> None:
        if forms:
            what = {str(f.instance.pk): sorted(f.changed_data) for f in forms}
            payload = {"table": self.model._meta.label_lower, "rows": what}
            audit.record(self.action, actor=request.actor, payload=payload, count=len(forms))


def table_view(
    model: type[models.Model],
    fields: Sequence[str],
    *,
    title: str | Promise,
    action: str,
    order: Sequence[str] = (),
    key: Sequence[str] = (),
    hint: str | Promise = "",
    rows: Rows | None = None,
    within: Within | None = None,
) -> Callable[..., HttpResponse]:
    """Return the view of an editable table for those who may do the action."""
    table = EditableTable(
        model=model,
        fields=tuple(fields),
        title=title,
        action=action,
        order=tuple(order),
        key=tuple(key) or (fields[0],),
        hint=hint,
        rows=rows,
        within=within,
    )

    def edit_table(request: StaffRequest, **parts: Any) -> HttpResponse:
        return table.respond(request, **parts)

    return staff(action)(edit_table)


def _store(form: RowForm) -> None:
    """Store a row.

    :raises YakubaError: if it cannot stand beside the others; the form then says why
    """
    try:
        if form.instance.pk and hasattr(form.instance, "version"):
            save_version(form.instance, form.instance.version)
        else:
            form.save()
    except IntegrityError as same:
        message = _("同じ内容の行がもうあります。どちらかを直してください。")
        form.add_error(None, message)
        raise YakubaError(Problem("table.same", message)) from same
    except YakubaError as refused:
        form.add_error(None, str(refused))
        raise


def _stale(forms: Sequence[RowForm]) -> bool:
    """Return whether somebody else stored one of the rows; its form then says what stands there."""
    stale = [form for form in forms if form.is_stale()]
    for form in stale:
        form.add_error(
            None,
            _(
                "開いている間に、ほかの人がこの行を保存しました。もう一度保存すると、"
                "ここに見えている内容になります。ほかの人の内容を残すときは、印を付けてください。"
            ),
        )
        typed = cast(QueryDict, form.data).copy()
        typed[form.add_prefix("version")] = str(form.initial["version"])
        form.data = typed
    return bool(stale)


def _top(form: RowForm) -> list[str]:
    return [str(error) for error in form.non_field_errors()]


def _render(
    request: StaffRequest,
    table: EditableTable,
    page: Page[Any],
    *,
    forms: Sequence[RowForm],
    **more: Any,
) -> HttpResponse:
    context = {
        "table": table,
        "rows": page,
        "forms": forms,
        "once": once.new_key(),
        "pasted": request.POST.get("block", ""),
        "columns": [cell.label for cell in forms[0].cells()],
    }
    return render(request, "ui/table_edit.html", context | more)
