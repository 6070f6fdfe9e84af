"""Addresses of the public pages (contracts §2)."""

from django.urls import path, register_converter

from yakuba.core.publication import staff_urls, views
from yakuba.kernel.fiscal import FiscalYear


class FiscalYearConverter:
    """A fiscal year in an address: four digits."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        """Return the year that the address names.

        :raises ValueError: if no plan can have it, which makes the address unknown
        """
        return int(FiscalYear(int(value)))

    def to_url(self, value: int | str) -> str:
        """Return the year as the address writes it."""
        return str(int(value))


register_converter(FiscalYearConverter, "published_fy")

urlpatterns = [
    path("", views.home, name="public-home"),
    path("plans/<slug:plan>/", views.plan_home, name="public-plan"),
    path("plans/<slug:plan>/items/<str:key>", views.item, name="public-item"),
    path("plans/<slug:plan>/goals/<str:key>", views.goal, name="public-goal"),
    path("plans/<slug:plan>/<published_fy:fy>/", views.year, name="public-year"),
    path("data/", views.data, name="public-data"),
    path("trust", views.trust, name="public-trust"),
    *staff_urls.urlpatterns,
]
