"""Looking for what to mask: the dictionary is slow to load, so the worker does it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.masking.declaration import DECLARED
from yakuba.platform.masking.services import look


@job("masking.look")
def look_through(running: Running, payload: dict[str, Any]) -> Result:
    """Look for what should not be published of a record."""
    copies, pk = DECLARED[payload["copies"]], payload["pk"]
    running.step(_("辞書を読んでいます"))
    found = look(copies, copies.register.model._default_manager.get(pk=pk))
    text = _("伏せる候補を{number}か所見つけました。見落としもあります。").format(
        number=len(found.proposals)
    )
    url = reverse(copies.address, kwargs={"pk": pk})
    return {"text": text, "url": url, "label": _("公表の写しを書く")}
