"""Starting a paper, and making it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise

from yakuba.platform.jobs.services import enqueue
from yakuba.platform.letters.declaration import Paper
from yakuba.platform.letters.making import pdf, word

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


def start(
    paper: Paper, ending: str, title: str | Promise, *, actor: "Actor", **given: Any
) -> HttpResponse:
    """Enqueue the making of a paper and lead to the page of the job."""
    payload = {"paper": paper.code, "ending": ending, "given": given}
    job = enqueue("letters.make", str(title), account=actor.account, payload=payload)
    return HttpResponseRedirect(reverse("job", kwargs={"job_id": job.pk}))


def make(paper: Paper, ending: str, words: Any) -> bytes:
    """Return the file of a paper.

    :raises KeyError: if it has no template of that ending
    """
    template = paper.templates[ending]
    return word(template, words) if ending == "docx" else pdf(template, words, paper.fonts())
