"""Addresses of what everybody may read of the voices, and of the desk that makes it."""

from django.urls import path

from yakuba.modules.voices import copy_views, public_views

urlpatterns = [
    path("voices/", public_views.statistics, name="voices-statistics"),
    path("voices/published/", public_views.published, name="voices-published"),
    path("voices/published.csv", public_views.published_csv, name="voices-published-csv"),
    path("staff/voices/summary", copy_views.summary, name="voices-summary"),
    path("staff/voices/<int:pk>/copy", copy_views.copy, name="voices-copy"),
    path("staff/voices/<int:pk>/letter", copy_views.letter, name="voices-letter"),
]
