"""The pages of the voices: residents', and those of the desk."""

from functools import partial
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yakuba.modules.voices import desk as desks
from yakuba.modules.voices import letters, public_statistics, services
from yakuba.modules.voices.choices import State, Topic
from yakuba.modules.voices.copies import COPIES
from yakuba.modules.voices.forms import IntakeForm, VoiceForm
from yakuba.modules.voices.handling import hear
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.acts.views import act_view, detail_view
from yakuba.platform.letters.services import start
from yakuba.platform.masking.published import holding, open_data, published
from yakuba.platform.masking.views import copy_view
from yakuba.platform.office.access import StaffRequest, public, staff
from yakuba.platform.receipts import pages
from yakuba.platform.receipts.forms import FollowForm
from yakuba.platform.receipts.models import Channel, Medium
from yakuba.platform.registers.scope import note_look
from yakuba.platform.registers.views.common import record_of
from yakuba.platform.ui.public_form import public_form, times_this_hour

PER_PAGE: Final = 20
COLUMNS: Final = {
    "number": "slug",
    "published_on": "published_on",
    "topic": "voice.topic",
    "district": "district",
    "title": "title",
    "voice": "text",
    "answer": "reply",
}
KINDS: Final = {
    "docx": gettext_lazy("回答書（Word）を作る"),
    "pdf": gettext_lazy("回答書（PDF）を作る"),
}
# What a resident reads about each state.
LOOKING: Final = gettext_lazy("担当の課が調べています。")
ANSWERED: Final = gettext_lazy("回答しました。")
WORDS: Final = {
    State.RECEIVED: gettext_lazy("受け付けました。担当の課を決めています。"),
    State.ASSIGNED: LOOKING,
    State.LOOKING: LOOKING,
    State.DRAFTED: gettext_lazy("回答の案ができました。課で確かめています。"),
    State.APPROVED: gettext_lazy("回答が決まりました。まもなくお知らせします。"),
    State.ANSWERED: ANSWERED,
    State.CLOSED: ANSWERED,
    State.SENT_ON: gettext_lazy("ほかの機関の仕事のため、そちらに送りました。"),
    State.MERGED: gettext_lazy("同じ内容のこえと、まとめて回答します。"),
    State.DECLINING: gettext_lazy("担当の課が扱いを確かめています。"),
    State.DECLINED: gettext_lazy("回答しないことになりました。わけは窓口の課にお尋ねください。"),
    State.READ: gettext_lazy("担当の課が読みました。返事は求められていません。"),
}

detail = detail_view(desks.PAGE)
act = act_view(desks.PAGE)
copy = copy_view(COPIES, "voices/copy.html", {"kinds": KINDS.items()})


@public_form("voices.new", per_hour=pages.PAGES_PER_HOUR)
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, then what will be sent, then the receipt."""
    desk = services.desk_on(clock.today())
    if desk is None:
        return render(request, "voices/closed.html")
    days = services.rules_on(clock.today())["answer"].length.number
    return pages.write_check_send(
        request,
        VoiceForm(request.POST if request.method == "POST" else None),
        folder="voices",
        compose=partial(services.compose, desk=desk),
        receive=partial(services.receive, sent=partial(times_this_hour, request, "voices.sent")),
        status_page="voices-status",
        context={"desk": desk, "days": days},
    )


@public_form("voices.status", per_hour=20)
def status(request: HttpRequest) -> HttpResponse:
    """Show where a voice stands to whoever knows its number and secret."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    voice = pages.followed(form, services.find)
    if voice is not None:
        hear(voice, request.POST.get("said", ""))
    told = {"voice": voice, "told": Told(voice)} if voice else {}
    return pages.shown(request, "voices/status.html", {"form": form, **told})


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


@public
def year(request: HttpRequest) -> HttpResponse:
    """Show the voices of a fiscal year in numbers."""
    found = public_statistics.of_year(request.GET.get("fy", ""))
    if found is None:
        raise Http404("no voices of that year")
    return render(request, "voices/public_statistics.html", {"found": found})


@public
def copies(request: HttpRequest) -> HttpResponse:
    """List the published copies, those in which all words of `q` stand."""
    typed, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")
    rows = published(COPIES).filter(**{"voice__topic": topic} if topic in Topic.values else {})
    found = Paginator(holding(rows, typed), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": found, "typed": typed, "topic": topic, "topics": Topic.choices}
    return render(request, "voices/public_list.html", context)


@public
def copies_csv(request: HttpRequest) -> HttpResponse:
    """Hand out all published copies as open data."""
    return open_data(COPIES, COLUMNS, "voices-published")


@staff("record.read")
def desk(request: StaffRequest) -> HttpResponse:
    """Show what of the voices waits for the actor: to sort, to approve, late, in hand."""
    context = {"groups": desks.groups(request.actor), "register": VOICES}
    return render(request, "voices/desk.html", context)


@staff("record.write")
def intake(request: StaffRequest) -> HttpResponse:
    """Take in a voice that came by telephone, at a counter or on paper; show its receipt."""
    first = {"received_on": clock.today(), "channel": Channel.PHONE}
    form = IntakeForm(request.POST if request.method == "POST" else None, initial=first)
    take = partial(services.take_in, actor=request.actor)
    return pages.take_in(request, form, folder="voices", take=take)


@require_POST
@staff("record.read")
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Start making the answer letter of a voice."""
    voice = record_of(request, VOICES, pk)
    note_look(VOICES, request.actor, "record.export", record=voice)
    kind = "docx" if request.POST.get("kind") == "docx" else "pdf"
    return start(letters.LETTER, kind, KINDS[kind], actor=request.actor, pk=pk)


@require_POST
@staff("record.read")
def summary(request: StaffRequest) -> HttpResponse:
    """Start making the paper on a year's voices."""
    typed, title = request.POST.get("fy", "")[:4], _("こえの年次のまとめを作る")
    return start(letters.SUMMARY, "pdf", title, actor=request.actor, fy=typed)
