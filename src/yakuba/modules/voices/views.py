"""What residents see: telling the town something, and how far it is."""

from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import handling, qr, services
from yakuba.modules.voices.choices import Medium, State
from yakuba.modules.voices.forms import StatusForm, VoiceForm
from yakuba.modules.voices.models import Voice, VoiceDesk
from yakuba.platform import clock
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.links import AppLinks
from yakuba.platform.ui.public_form import public_form, times_this_hour

SEND, EDIT = "send", "edit"
PAGES_PER_HOUR: Final = 600  # a voice above its own limit is held, not refused; this stops floods

# What a resident reads about each state.
WORDS: Final = {
    State.RECEIVED: gettext_lazy("受け付けました。担当の課を決めています。"),
    State.ASSIGNED: gettext_lazy("担当の課が調べています。"),
    State.LOOKING: gettext_lazy("担当の課が調べています。"),
    State.DRAFTED: gettext_lazy("回答の案ができました。課で確かめています。"),
    State.APPROVED: gettext_lazy("回答が決まりました。まもなくお知らせします。"),
    State.ANSWERED: gettext_lazy("回答しました。"),
    State.CLOSED: gettext_lazy("回答しました。"),
    State.SENT_ON: gettext_lazy("ほかの機関の仕事のため、そちらに送りました。"),
    State.MERGED: gettext_lazy("同じ内容のこえと、まとめて回答します。"),
    State.DECLINING: gettext_lazy("担当の課が扱いを確かめています。"),
    State.DECLINED: gettext_lazy("回答しないことになりました。わけは窓口の課にお尋ねください。"),
    State.READ: gettext_lazy("担当の課が読みました。返事は求められていません。"),
}


@public_form("voices.new", per_hour=PAGES_PER_HOUR)
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
            sent = partial(times_this_hour, request, "voices.sent")
            return _receipt(request, *services.receive(voice, _key(request), sent=sent))
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
    if voice is None:
        return _shown(request, "voices/status.html", {"form": form})
    handling.hear(voice, request.POST.get("said", ""))
    context = {"form": form, "voice": voice, "told": Told(voice)}
    return _shown(request, "voices/status.html", context)


class Told:
    """What its person is told of a voice; of one that was merged, that of the other."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.led = voice.same_as or voice

    @property
    def words(self) -> str:
        """Return the state in words for residents."""
        if self.voice.is_held:
            return _("受け付けました。続けて届いたため、担当者が先に目を通しています。")
        return str(WORDS[State(self.voice.state)])

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Return the steps with their days, done or to come."""
        led = self.led
        rows = [
            (_("受付"), self.voice.received_on, None),
            (_("担当を決める"), led.assigned_on, led.assign_by),
            (_("調べて、回答案をつくる"), led.drafted_on, led.view_by),
        ]
        if self.voice.wants_reply:
            rows += [(_("確かめる"), led.approved_on, None)]
            rows += [(_("回答"), led.answered_on, self.voice.answer_by)]
        return [{"title": title, "on": on, "by": by} for title, on, by in rows]

    @property
    def reply(self) -> str:
        """Return the answer, once it is given and if its way is this page."""
        is_here = Medium.PAGE in (self.led.reply_medium, self.voice.wished_medium)
        return self.led.reply_text if is_here and self.led.answered_on else ""


def _form(request: HttpRequest, form: VoiceForm, desk: VoiceDesk) -> HttpResponse:
    days = services.rules_on(clock.today())["answer"].length.number
    return _shown(request, "voices/new.html", {"form": form, "desk": desk, "days": days})


def _receipt(request: HttpRequest, voice: Voice, secret: str) -> HttpResponse:
    context = {"voice": voice, "secret": secret, "assigned_by": voice.assign_by}
    context["code"] = qr.drawn(request.build_absolute_uri(AppLinks(request).page("voices-status")))
    return _shown(request, "voices/receipt.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page that no machine on the way keeps: it may hold what a resident wrote."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


def _key(request: HttpRequest) -> str:
    key: str = request.form_key  # type: ignore[attr-defined]
    return key
