"""Addresses of what everybody may read of the voices."""

from django.urls import path

from yakuba.modules.voices import public_views

urlpatterns = [
    path("voices/", public_views.statistics, name="voices-statistics"),
    path("voices/published/", public_views.published, name="voices-published"),
    path("voices/published.csv", public_views.published_csv, name="voices-published-csv"),
]
