"""Work of the whole installation that the worker does."""

from typing import Any

from django.utils.translation import gettext as _

from yakuba.platform.backup import making
from yakuba.platform.jobs.registry import Result, Running, job


@job("backup.make")
def make_backup(running: Running, payload: dict[str, Any]) -> Result:
    """Put the whole town into one file."""
    running.step(_("控えを作っています"))
    made = making.make()
    return {"text": _("控えを作りました：{name}").format(name=made.name)}
