"""The work for voices that the worker does: looking for what to mask, and papers."""

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.modules.voices import copies, letters, public_statistics
from yakuba.modules.voices.models import Voice
from yakuba.platform import clock
from yakuba.platform.files import services as files
from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.office.actors import Actor, actor_of
from yakuba.platform.office.models import Account
from yakuba.platform.office.rights import DataClass


@job("voices.masking")
def look(running: Running, payload: dict[str, Any]) -> Result:
    """Look for what should not be published of a voice."""
    running.step(_("辞書を読んでいます"))
    found = copies.look(Voice.objects.get(pk=payload["voice"]))
    text = _("伏せる候補を{number}か所見つけました。見落としもあります。").format(
        number=len(found.proposals)
    )
    url = reverse("voices-copy", kwargs={"pk": payload["voice"]})
    return {"text": text, "url": url, "label": _("公表の写しを書く")}


@job("voices.letter")
def letter(running: Running, payload: dict[str, Any]) -> Result:
    """Make the answer letter of a voice, as Word or PDF."""
    voice = Voice.objects.select_related("section").get(pk=payload["voice"])
    kind = payload["form"]
    made = letters.word(voice) if kind == "docx" else letters.pdf(voice)
    name = f"回答書_{voice.receipt_no}.{kind}"
    stored = files.store(
        ContentFile(made, name),  # type: ignore[arg-type]
        actor=_actor(running),
        section=voice.section,
        data_class=DataClass.PERSONAL,
    )
    url = reverse("file", kwargs={"file_id": stored.pk})
    return {"text": _("回答書ができました。"), "url": url, "label": name}


@job("voices.summary")
def summary(running: Running, payload: dict[str, Any]) -> Result:
    """Make the paper on a year's voices for the assembly."""
    found = public_statistics.of_year(payload["fy"])
    if found is None:
        return {"text": _("その年度のこえはありません。")}
    name = f"お客さまのこえ_{found.year.wareki}.pdf"
    made = ContentFile(letters.summary(found), name)
    stored = files.store(made, actor=_actor(running))  # type: ignore[arg-type]
    url = reverse("file", kwargs={"file_id": stored.pk})
    return {"text": _("年次のまとめができました。"), "url": url, "label": name}


def _actor(running: Running) -> Actor:
    return actor_of(Account.objects.get(pk=running.account_id or 0), clock.today())
