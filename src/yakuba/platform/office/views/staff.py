"""The office's own pages: who is who, moves on 1 April, first passwords, the town."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.audit.services import record
from yakuba.platform.db import save_version
from yakuba.platform.office import listing, passwords, paste, posts, staff_forms
from yakuba.platform.office import sections as services
from yakuba.platform.office.access import StaffRequest, choose_section, staff
from yakuba.platform.office.models import Account, SectionSuccession
from yakuba.platform.office.rights import may
from yakuba.platform.office.town import town
from yakuba.platform.ui.fieldgroups import add_problems


@staff("office.read")
def office(request: StaffRequest) -> HttpResponse:
    """Show the sections with who holds which post today."""
    context = {
        "groups": listing.holders(clock.today()),
        "may_write": may(request.actor, "office.write") is None,
        "may_open": may(request.actor, "account.write") is None,
        "may_close_days": may(request.actor, "calendar.write") is None,
        "may_set_up": may(request.actor, "setup.run") is None,
    }
    return render(request, "office/office.html", context)


@staff("setup.run")
def settings(request: StaffRequest) -> HttpResponse:
    """Show or change the town's settings."""
    form = staff_forms.TownForm(_posted(request), instance=town())
    if form.is_valid():
        changed = save_version(form.instance, form.instance.version)
        words = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        record("town.settings", actor=request.actor, thing=changed, payload=words)
        return _done(request, _("設定を保存しました。"), "office-town")
    return _page(request, form, _("団体の設定"), _("保存する"))


@staff("office.write")
def hand_over(request: StaffRequest) -> HttpResponse:
    """Hand a post over to another person, with everything open in it."""
    first = {"on": staff_forms.first_of_month(), "post": request.GET.get("post")}
    form = staff_forms.HandOverForm(_posted(request), initial=first)
    if form.is_valid():
        try:
            values = form.cleaned_data
            posts.hand_over(
                values["post"],
                values["person"],
                on=values["on"],
                kind=values["kind"],
                actor=request.actor,
            )
            return _done(request, _("職を引き継ぎました。"), "office-home")
        except YakubaError as refused:
            add_problems(form, refused)
    return _page(request, form, _("職の引継ぎ"), _("引き継ぐ"))


@staff("office.write")
def change_sections(request: StaffRequest) -> HttpResponse:
    """Rename, merge or split sections from a day on."""
    form = staff_forms.SectionChangeForm(_posted(request))
    if form.is_valid():
        try:
            _change(form.cleaned_data, request)
            return _done(request, _("所属を変更しました。"), "office-home")
        except YakubaError as refused:
            add_problems(form, refused)
    return _page(request, form, _("所属の変更"), _("変更する"))


@staff("account.write")
def paste_staff(request: StaffRequest) -> HttpResponse:
    """Show what a pasted staff list would do, then do it: all rows or none."""
    form = staff_forms.PasteForm(_posted(request), initial={"on": staff_forms.first_of_month()})
    preview = None
    if form.is_valid():
        text, on = form.cleaned_data["table"], form.cleaned_data["on"]
        try:
            preview = paste.preview_staff(text, on=on)
            if request.POST.get("do") == "store" and not preview.problems:
                paste.store_staff(text, on=on, actor=request.actor)
                return _done(request, _("職員を登録しました。"), "office-passwords")
        except YakubaError as refused:
            add_problems(form, refused)
    return render(request, "office/paste.html", {"form": form, "preview": preview})


@staff("account.write")
def first_passwords(request: StaffRequest) -> HttpResponse:
    """List the accounts, or print slips with first passwords for those chosen."""
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            people = staff_forms.chosen_people(request.POST.getlist("person"))
            slips = passwords.issue_first_passwords(people, actor=request.actor)
            return render(request, "office/slips.html", {"slips": slips})
        except YakubaError as refused:
            problems = refused.problems
    context = {"people": listing.people_with_accounts(), "problems": problems}
    return render(request, "office/passwords.html", context)


@require_POST
@staff("account.write")
def reset_link(request: StaffRequest, account_id: int) -> HttpResponse:
    """Print a slip with a link that sets a new password once."""
    account = get_object_or_404(Account, pk=account_id, is_active=True)
    slip = passwords.issue_reset_link(account, actor=request.actor)
    return render(request, "office/slips.html", {"slips": [slip]})


@require_POST
@staff("staff.home")
def act_for(request: StaffRequest) -> HttpResponse:
    """Choose for which of the own sections one acts."""
    chosen = request.POST.get("section", "")
    if chosen.isdecimal() and int(chosen) in request.actor.sections:
        choose_section(request, int(chosen))
    return redirect("staff-home")


def _change(values: dict[str, Any], request: StaffRequest) -> None:
    old, new, on = list(values["sections"]), values["new"], values["on"]
    if values["kind"] == SectionSuccession.Kind.RENAME:
        services.rename_section(old[0], new[0], on=on, actor=request.actor)
    elif values["kind"] == SectionSuccession.Kind.MERGE:
        services.merge_sections(old, new[0], on=on, actor=request.actor)
    else:
        services.split_section(old[0], new, on=on, actor=request.actor)


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(request: StaffRequest, words: str, address: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(address)


def _page(request: StaffRequest, form: Any, title: str, button: str) -> HttpResponse:
    return render(request, "office/form.html", {"form": form, "title": title, "button": button})
