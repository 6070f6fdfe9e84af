"""What staff see of a voice's published copy and its papers."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import copies
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.register import VOICES
from yakuba.platform.jobs.services import enqueue
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.scope import may, note_look
from yakuba.platform.registers.views.common import record_of
from yakuba.platform.ui.fieldgroups import add_problems

KINDS: Final = {"docx": _l("回答書（Word）を作る"), "pdf": _l("回答書（PDF）を作る")}


class CopyForm(forms.ModelForm[VoiceCopy]):
    """The copy as residents will read it."""

    class Meta:
        model = VoiceCopy
        fields = ("title", "text", "reply", "district")
        widgets = {"text": forms.Textarea(), "reply": forms.Textarea()}


@staff("record.read")
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """Show and take the published copy of a voice."""
    voice = record_of(request, VOICES, pk)
    found = copies.copy_of(voice)
    form = CopyForm(request.POST or None, instance=found)
    if request.method != "POST":
        return _page(request, voice, found, CopyForm(instance=found))
    if request.POST.get("do") == "write" and not form.is_valid():
        return _page(request, voice, found, form, status=422)
    try:
        return _act(request, voice, form)
    except Forbidden:
        raise
    except YakubaError as refused:
        form = CopyForm(request.POST, instance=found) if form.is_bound else form
        form.is_valid()
        form.errors.clear()
        add_problems(form, refused)
        return _page(request, voice, copies.copy_of(voice), form, status=422)


def _act(request: StaffRequest, voice: Voice, form: CopyForm) -> HttpResponse:
    """Do what the button says: look, write, release or withdraw."""
    wish, actor = request.POST.get("do", ""), request.actor
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() else 0
    if wish == "look":
        copies.check_answered(voice)
        return _start(request, "voices.masking", _("伏せる候補をさがす"), voice=voice.pk)
    if wish == "write":
        copies.write(voice, form.cleaned_data, actor=actor, version=version)
    elif wish == "release":
        read = "read" in request.POST
        copies.release(copies.copy_of(voice), actor=actor, version=version, has_read=read)
    elif wish == "withdraw":
        reason = request.POST.get("reason", "")
        copies.withdraw(copies.copy_of(voice), reason, actor=actor, version=version)
    messages.success(request, _("保存しました。"))
    return HttpResponseRedirect(reverse("voices-copy", kwargs={"pk": voice.pk}))


@require_POST
@staff("record.read")
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Start making the answer letter of a voice."""
    voice = record_of(request, VOICES, pk)
    note_look(VOICES, request.actor, "record.export", record=voice)
    kind = "docx" if request.POST.get("kind") == "docx" else "pdf"
    return _start(request, "voices.letter", str(KINDS[kind]), voice=pk, form=kind)


@require_POST
@staff("record.read")
def summary(request: StaffRequest) -> HttpResponse:
    """Start making the paper on a year's voices."""
    typed = request.POST.get("fy", "")[:4]
    return _start(request, "voices.summary", _("こえの年次のまとめを作る"), fy=typed)


def _start(request: StaffRequest, kind: str, title: str, **payload: Any) -> HttpResponse:
    job = enqueue(kind, title, account=request.actor.account, payload=payload)
    return HttpResponseRedirect(reverse("job", kwargs={"job_id": job.pk}))


def _page(
    request: StaffRequest, voice: Voice, found: VoiceCopy, form: CopyForm, status: int = 200
) -> HttpResponse:
    note_look(VOICES, request.actor, record=voice)
    context = {
        "voice": voice,
        "copy": found,
        "form": form,
        "pieces": [list(copies.marked(voice, found, name)) for name in copies.FIELDS],
        "standing": copies.standing(found),
        "may_write": may(request.actor, copies.WRITE, VOICES, voice) is None,
        "may_release": may(request.actor, copies.PUBLISH, VOICES, voice) is None,
        "is_writer": found.writer_id == request.actor.account.pk,
        "kinds": KINDS.items(),
    }
    return render(request, "voices/copy.html", context, status=status)
