"""What staff see of the voices: the desk, one voice with its next steps, and the intake."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yakuba.kernel.flow import Step
from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import desk as desks
from yakuba.modules.voices import forms as own
from yakuba.modules.voices import handling, services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules.guards import OTHER_WAYS
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers import Register
from yakuba.platform.registers.details import Detail, Stop
from yakuba.platform.registers.scope import may, note_look
from yakuba.platform.registers.views.common import record_of
from yakuba.platform.ui import once
from yakuba.platform.ui.fieldgroups import add_problems

# Steps that need no words: a button each.
PLAIN: Final = ("approve", "look", "close", "return", "read", "back", "reopen")
# How a voice goes that gets its answer.
WAY: Final = (
    State.RECEIVED,
    State.ASSIGNED,
    State.LOOKING,
    State.DRAFTED,
    State.APPROVED,
    State.ANSWERED,
    State.CLOSED,
)
Act = Callable[[Voice, Any, Actor], Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that is done to a voice by a small form of its own."""

    title: object
    form: type[forms.Form] | None
    act: Act
    step: str = ""  # of the flow; empty: no state changes
    action: str = "record.move"


def _triage(voice: Voice, form: Any, actor: Actor) -> None:
    said = dict(form.cleaned_data)
    handling.triage(voice, said, helpers=said.pop("helpers"), actor=actor)


VERBS: Final[dict[str, Verb]] = {
    "release": Verb(
        gettext_lazy("読んで確認した"),
        None,
        lambda v, _f, a: handling.release(v, actor=a),
        action="record.write",
    ),
    "assign": Verb(gettext_lazy("担当を決める"), own.TriageForm, _triage, "assign"),
    "draft": Verb(
        gettext_lazy("回答案を書いて課長に出す"),
        own.DraftForm,
        lambda v, f, a: handling.draft(v, f.cleaned_data, actor=a),
        "draft",
    ),
    "answer": Verb(
        gettext_lazy("回答を送った"),
        own.SentForm,
        lambda v, f, a: handling.answer(v, actor=a, seen=f.cleaned_data["seen"]),
        "answer",
    ),
    "interim": Verb(
        gettext_lazy("遅れることを知らせる"),
        own.InterimForm,
        lambda v, f, a: handling.interim(
            v, f.cleaned_data["promised_on"], f.cleaned_data["words"], actor=a
        ),
    ),
    "transfer": Verb(
        gettext_lazy("ほかの課に渡す"),
        own.TransferForm,
        lambda v, f, a: handling.transfer(
            v, f.cleaned_data["section"], actor=a, reason=f.cleaned_data["comment"]
        ),
        "transfer",
    ),
    "merge": Verb(
        gettext_lazy("同じこえにまとめる"),
        own.MergeForm,
        lambda v, f, a: handling.merge(v, f.cleaned_data["same_as"], actor=a),
        "merge",
    ),
    "split": Verb(
        gettext_lazy("いくつかの件に分ける"),
        own.SplitForm,
        lambda v, f, a: handling.split(v, f.parts(), actor=a),
        action="record.assign",
    ),
    "send_on": Verb(
        gettext_lazy("ほかの機関に送る"),
        own.OtherBodyForm,
        lambda v, f, a: handling.send_on(v, f.cleaned_data["other_body"], actor=a),
        "send_on",
    ),
    "decline": Verb(
        gettext_lazy("回答しない案を出す"),
        own.DeclineForm,
        lambda v, f, a: handling.decline(v, f.cleaned_data["no_reply_ground"], actor=a),
        "decline",
    ),
}


@staff("record.read")
def desk(request: StaffRequest) -> HttpResponse:
    """Show what of the voices waits for the actor: to sort, to approve, late, in hand."""
    groups = desks.groups(request.actor, clock.today())
    return render(request, "voices/desk.html", {"groups": groups, "register": VOICES})


@staff("record.write")
def intake(request: StaffRequest) -> HttpResponse:
    """Take in a voice that came by telephone, at a counter or on paper; show its receipt."""
    first = {"received_on": clock.today(), "channel": "phone"}
    form = own.IntakeForm(request.POST if request.method == "POST" else None, initial=first)
    key = request.POST.get("key") or once.new_key()
    if request.method == "POST" and form.is_valid():
        try:
            voice, secret = services.take_in(form.cleaned_data, actor=request.actor, key=key)
            context = {"voice": voice, "secret": secret}
            return render(request, "voices/taken.html", context)
        except Forbidden:
            raise
        except YakubaError as refused:
            add_problems(form, refused)
    status = 422 if request.method == "POST" else 200
    return render(request, "voices/intake.html", {"form": form, "key": key}, status=status)


def voice(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
    """Show a voice: its words, its duties, what is next (the register's page)."""
    return _page(request, record_of(request, register, pk))


@require_POST
@staff("record.move")
def act(request: StaffRequest, pk: int, verb: str) -> HttpResponse:
    """Do something to a voice."""
    found = record_of(request, VOICES, pk)
    chosen = VERBS.get(verb)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST) if chosen.form else None
    if form is not None and not form.is_valid():
        return _page(request, found, verb=verb, form=form)
    try:
        chosen.act(found, form, request.actor)
    except Forbidden:
        raise
    except YakubaError as refused:
        again = record_of(request, VOICES, pk)
        if form is None:
            return _page(request, again, verb=verb, problems=refused.problems)
        add_problems(form, refused)
        return _page(request, again, verb=verb, form=form)
    messages.success(request, _("進めました。"))
    return HttpResponseRedirect(_address(request, pk))


def _address(request: StaffRequest, pk: int) -> str:
    """Return the voice's page; a section that handed it on may not see it any more."""
    if desks.seen_by(request.actor).filter(pk=pk).exists():
        return reverse("register-detail", kwargs={"code": VOICES.code, "pk": pk})
    return reverse("voices-desk")


def _page(
    request: StaffRequest,
    record: Voice,
    *,
    verb: str = "",
    form: forms.Form | None = None,
    problems: Any = (),
) -> HttpResponse:
    shown = Detail(VOICES, record, request.actor)
    versions = shown.versions()
    note_look(VOICES, request.actor, record=record)
    steps = shown.steps()
    context = {
        "register": VOICES,
        "record": record,
        "detail": shown,
        "standings": shown.standings(),
        "steps": _plain(record, steps),
        "verbs": _verbs(request.actor, record, {s.name for s in steps}, verb, form),
        "attachments": shown.attachments(),
        "may_attach": shown.may_attach(),
        "timeline": _timeline(shown, versions),
        "changes": shown.changes(versions),
        "limit": 100,
        "form": form,
        "problems": problems,
        "has_errors": bool(form or problems),
        "other_ways": OTHER_WAYS if record.state == "received" else (),
        "decides": record.state in desks.WAITING,
        "recipient": services.recipient(record),
    }
    status = 422 if form or problems else 200
    return render(request, "voices/voice.html", context, status=status)


def _plain(record: Voice, steps: list[Step]) -> list[Step]:
    """Return the steps that need no words and may be taken now, the one that leads on first."""
    refused = {"read"} if record.wants_reply else set()
    if record.is_held:
        return []
    offered = (s for s in steps if s.name in PLAIN and s.name not in refused)
    return sorted(offered, key=lambda step: PLAIN.index(step.name))


def _timeline(shown: Detail, versions: Any) -> list[Stop]:
    """Return the states passed, then the way of a voice that is answered, not the shortest."""
    stops = [stop for stop in shown.timeline(versions) if stop.state]
    state = shown.record.state
    ahead = WAY[WAY.index(state) + 1 :] if state in WAY else ()
    return stops + [Stop(str(one.label), "", "") for one in ahead]


def _verbs(
    actor: Actor, record: Voice, steps: set[str], typed: str, form: forms.Form | None
) -> list[dict[str, Any]]:
    """Return the verbs that the actor may do now, each with its form."""
    found = []
    for name, verb in VERBS.items():
        if not _is_offered(actor, record, steps, name):
            continue
        blank = verb.form(initial=_first(record)) if verb.form else None
        shown = form if name == typed and form else blank
        found.append({"name": name, "title": verb.title, "form": shown, "open": name == typed})
    return found


def _is_offered(actor: Actor, record: Voice, steps: set[str], name: str) -> bool:
    verb = VERBS[name]
    if record.is_held != (name == "release"):
        return False
    if verb.step:
        return verb.step in steps
    if name == "interim" and (record.due_on is None or record.answered_on or record.closed_on):
        return False
    if name == "split" and record.closed_on:
        return False
    return may(actor, verb.action, VOICES, record) is None


def _first(record: Voice) -> dict[str, Any]:
    kept = ("kind", "topic", "urgency", "reply_text", "no_reply_ground")
    first = {name: getattr(record, name) for name in kept}
    return first | {"reply_medium": record.reply_medium or record.wished_medium}
