"""The pages of the voices: residents', and those of the desk."""

from functools import partial
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from yakuba.modules.voices import desk as desks
from yakuba.modules.voices import letters, public_statistics, services
from yakuba.modules.voices.choices import Topic
from yakuba.modules.voices.copies import COPIES
from yakuba.modules.voices.forms import IntakeForm, VoiceForm
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.acts.views import act_view, detail_view
from yakuba.platform.letters.views import letter_view, yearly_view
from yakuba.platform.masking.published import csv_view, list_view
from yakuba.platform.masking.views import copy_view
from yakuba.platform.office.access import StaffRequest, public, staff
from yakuba.platform.receipts import pages
from yakuba.platform.receipts.answering import hear
from yakuba.platform.receipts.forms import FollowForm
from yakuba.platform.receipts.models import Channel
from yakuba.platform.registers.scope import may
from yakuba.platform.ui.public_form import public_form, times_within_hour

KINDS: Final = {
    "docx": gettext_lazy("回答書（Word）を作る"),
    "pdf": gettext_lazy("回答書（PDF）を作る"),
}
detail = detail_view(desks.PAGE)
act = act_view(desks.PAGE)
copy = copy_view(COPIES, "voices/copy.html", {"kinds": KINDS.items()})
copies = list_view(COPIES, "voices/public_list.html", topics=Topic)
copies_csv = csv_view(COPIES, "voices-published", text="voice")
letter = letter_view(letters.LETTER, VOICES, KINDS)
summary = yearly_view(letters.SUMMARY, gettext_lazy("こえの年次のまとめを作る"))


@public_form("voices.new", per_hour=pages.PAGES_PER_HOUR)
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, then what will be sent, then the receipt."""
    desk = services.INTAKE.desk_on(clock.today())
    if desk is None:
        return render(request, "voices/closed.html")
    days = services.rules_on(clock.today())["answer"].length.number
    return pages.write_check_send(
        request,
        VoiceForm(request.POST if request.method == "POST" else None),
        folder="voices",
        compose=partial(services.compose, desk=desk),
        receive=partial(
            services.INTAKE.receive, sent=partial(times_within_hour, request, "voices.sent")
        ),
        status_page="voices-status",
        context={"desk": desk, "days": days},
    )


@public_form("voices.status", per_hour=20)
def status(request: HttpRequest) -> HttpResponse:
    """Show where a voice stands to whoever knows its number and secret."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    voice = pages.followed(form, services.INTAKE.find)
    if voice is not None:
        hear(voice, request.POST.get("said", ""), act="voice.opinion")
    return pages.shown(request, "voices/status.html", {"form": form, "voice": voice})


@public
def year(request: HttpRequest) -> HttpResponse:
    """Show the voices of a fiscal year in numbers."""
    found = public_statistics.of_year(request.GET.get("fy", ""))
    if found is None:
        raise Http404("no voices of that year")
    return render(request, "voices/public_statistics.html", {"found": found})


@staff("record.read")
def desk(request: StaffRequest) -> HttpResponse:
    """Show what of the voices waits for the actor: to sort, to approve, late, in hand."""
    may_read = may(request.actor, VOICES.actions.read, VOICES) is None
    groups = desks.groups(request.actor) if may_read else []
    context = {"groups": groups, "register": VOICES, "may_read": may_read}
    return render(request, "voices/desk.html", context)


@staff("record.write")
def intake(request: StaffRequest) -> HttpResponse:
    """Take in a voice that came by telephone, at a counter or on paper; show its receipt."""
    first = {"received_on": clock.today(), "channel": Channel.PHONE}
    form = IntakeForm(request.POST if request.method == "POST" else None, initial=first)
    take = partial(services.INTAKE.take_in, actor=request.actor)
    return pages.take_in(request, form, folder="voices", take=take)
