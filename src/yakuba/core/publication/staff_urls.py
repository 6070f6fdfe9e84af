"""Addresses of publishing and correcting."""

from django.urls import path

from yakuba.core.publication import staff_views

urlpatterns = [
    path("staff/releases/", staff_views.releases, name="releases"),
    path("staff/releases/<slug:plan>/settle", staff_views.release_settle, name="release-settle"),
    path("staff/releases/<slug:plan>/correct", staff_views.correction_new, name="correction-new"),
    path(
        "staff/releases/<slug:plan>/withdraw",
        staff_views.correction_withdraw,
        name="correction-withdraw",
    ),
    path(
        "staff/releases/<slug:plan>/<int:fy>/", staff_views.release_preview, name="release-preview"
    ),
]
