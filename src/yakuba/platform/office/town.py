"""The settings of the town, asked for by one query each time: nothing is cached in the process."""

from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.office.models import Town


def town() -> Town:
    """Return the town of this installation.

    :raises YakubaError: if none was set up yet
    """
    found = find_town()
    if found is None:
        raise YakubaError(
            Problem(
                "town.missing",
                _("団体がまだ登録されていません。"),
                _("初期設定を行ってください。"),
            )
        )
    return found


def find_town() -> Town | None:
    """Return the town, or None before the first set-up."""
    return Town.objects.first()
