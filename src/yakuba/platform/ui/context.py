"""What every page knows.  Nothing is asked of the database or the session until it is shown."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

import yakuba
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.ui.links import AppLinks, Links
from yakuba.platform.ui.navigation import nav_links, worked_years


def layout(
    links: Links, *, town: Any, sample: bool, language: str, current: str = ""
) -> dict[str, Any]:
    """Return the context of the public layout, for pages of the app and for published files.

    `town` has name, name_en, contact and contact_en (object or dict), or is None; `current` is
    the URL name that the navigation shows as open.
    """
    return {
        "links": links,
        "town": town,
        "sample": sample,
        "language": language,
        "version": yakuba.__version__,
        "nav_public": SimpleLazyObject(partial(nav_links, "public", links, current=current)),
        "nav_foot": SimpleLazyObject(partial(nav_links, "foot", links, current=current)),
    }


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the layouts show on a page of the app (context processor)."""
    links = AppLinks(request)
    town = SimpleLazyObject(_town)
    known = layout(
        links,
        town=town,
        sample=settings.DEMO,
        language=translation.get_language() or "ja",
    )
    return known | {
        "demo_day": clock.demo_day(),
        "acting": SimpleLazyObject(lambda: getattr(request, "actor", None)),
        "nav_staff": SimpleLazyObject(
            lambda: nav_links("staff", links, actor=getattr(request, "actor", None))
        ),
        "open_years": SimpleLazyObject(partial(_open_years, request, town)),
    }


def without_database(request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the public layout for the page that must come up when the database does not."""
    language = translation.get_language() or "ja"
    return layout(AppLinks(request), town=None, sample=settings.DEMO, language=language)


def _town() -> Any:
    from yakuba.platform.office.models import Town  # the office's models must be loaded first

    return Town.objects.first()


def _open_years(request: HttpRequest, town: Any) -> list[dict[str, Any]]:
    if not town:
        return []
    today = clock.today()
    years: list[FiscalYear] = sorted({*town.open_years(today), *worked_years()})
    place = request.resolver_match.kwargs if request.resolver_match else {}
    asked = request.GET.get("fy", "") or str(place.get("fy", ""))
    return [
        {
            "year": year,
            "ends": year.closing_ends if year.last_day < today <= year.closing_ends else None,
            "current": asked == str(int(year)),
        }
        for year in years
    ]
