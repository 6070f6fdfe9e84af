"""What residents see: telling the town something, and how far it is."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import rules, services
from yakuba.modules.voices.forms import StatusForm, VoiceForm
from yakuba.modules.voices.models import State, Voice, VoiceDesk
from yakuba.platform import clock
from yakuba.platform.office.calendar import office_days
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.public_form import public_form

SEND, EDIT = "send", "edit"

# What a resident reads about each state.
WORDS: Final = {
    State.RECEIVED: gettext_lazy("受け付けました。担当の課を決めています。"),
    State.ASSIGNED: gettext_lazy("担当の課が調べています。"),
    State.DRAFTED: gettext_lazy("回答の案ができました。課で確かめています。"),
    State.APPROVED: gettext_lazy("回答が決まりました。まもなくお知らせします。"),
    State.ANSWERED: gettext_lazy("回答しました。"),
    State.DECLINING: gettext_lazy("担当の課が扱いを確かめています。"),
    State.DECLINED: gettext_lazy("回答しないことになりました。わけは窓口の課にお尋ねください。"),
    State.READ: gettext_lazy("担当の課が読みました。返事は求められていません。"),
}


@public_form("voices.new", per_hour=30)
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, then what will be sent, then the receipt."""
    desk = services.desk_on(clock.today())
    if desk is None:
        return render(request, "voices/closed.html")
    form = VoiceForm(request.POST if request.method == "POST" else None)
    wish = request.POST.get("do", "")
    if request.method != "POST" or wish == EDIT or not form.is_valid():
        return _form(request, form, desk)
    try:
        voice = services.compose(form.values(), desk)
        if wish == SEND:
            return _receipt(request, *services.receive(voice, _key(request)))
    except YakubaError as refused:
        add_problems(form, refused)
        return _form(request, form, desk)
    request.form_key = ""  # type: ignore[attr-defined]  # what is sent now is a voice of its own
    return _shown(request, "voices/check.html", {"form": form, "voice": voice})


@public_form("voices.status", per_hour=20)
def status(request: HttpRequest) -> HttpResponse:
    """Show where a voice stands to whoever knows its number and secret."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    voice = None
    if request.method == "POST" and form.is_valid():
        voice = services.find(form.cleaned_data["number"], form.cleaned_data["secret"])
        if voice is None:
            form.add_error(None, _("この受付番号とあいことばの組み合わせは見つかりません。"))
    words = WORDS[State(voice.state)] if voice else ""
    return _shown(request, "voices/status.html", {"form": form, "voice": voice, "words": words})


def _form(request: HttpRequest, form: VoiceForm, desk: VoiceDesk) -> HttpResponse:
    days = rules.ANSWER.length.number
    return _shown(request, "voices/new.html", {"form": form, "desk": desk, "days": days})


def _receipt(request: HttpRequest, voice: Voice, secret: str) -> HttpResponse:
    assigned_by = rules.ASSIGNMENT.due(voice.received_on, office_days())
    context = {"voice": voice, "secret": secret, "assigned_by": assigned_by}
    return _shown(request, "voices/receipt.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page that no machine on the way keeps: it may hold what a resident wrote."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


def _key(request: HttpRequest) -> str:
    key: str = request.form_key  # type: ignore[attr-defined]
    return key
