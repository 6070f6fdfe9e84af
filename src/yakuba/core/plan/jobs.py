"""Work of the plan that the worker does."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.plan import importing
from yakuba.platform.files.models import StoredFile
from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.office.models import Account


@job("plan.read")
def read_plan(running: Running, payload: dict[str, Any]) -> Result:
    """Read an uploaded plan document."""
    running.step(_("計画書を読み取っています"))
    file = StoredFile.objects.get(pk=payload["file"])
    account = Account.objects.filter(pk=running.account_id or 0).first()
    kept = importing.read_file(file, account=account)
    text = _("{count}項目を読み取りました。").format(count=len(kept.tree["items"]))
    address = reverse("plan-reading", kwargs={"reading_id": kept.pk})
    return {"text": text, "url": address, "label": _("読み取った内容を確かめる")}
