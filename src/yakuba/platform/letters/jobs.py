"""Making papers: compiling takes seconds, so the worker does it."""

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse

from yakuba.platform import clock
from yakuba.platform.files import services as files
from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.letters.declaration import DECLARED
from yakuba.platform.letters.services import make
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account


@job("letters.make")
def make_paper(running: Running, payload: dict[str, Any]) -> Result:
    """Make a paper and keep its file."""
    paper, ending = DECLARED[payload["paper"]], payload["ending"]
    made = paper.words(**payload["given"])
    name = f"{made.name}.{ending}"
    stored = files.store(
        ContentFile(make(paper, ending, made.words), name),  # type: ignore[arg-type]
        actor=actor_of(Account.objects.get(pk=running.account_id or 0), clock.today()),
        section=made.section,
        data_class=made.data_class,
    )
    url = reverse("file", kwargs={"file_id": stored.pk})
    return {"text": str(paper.done), "url": url, "label": name}
