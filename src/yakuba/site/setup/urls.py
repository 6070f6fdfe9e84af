"""Addresses of the set-up of a new town."""

from django.urls import path

from yakuba.site.setup import views

urlpatterns = [
    path("staff/setup/", views.setup, name="setup"),
    path("staff/setup/town", views.town, name="setup-town"),
    path("staff/setup/people", views.people, name="setup-people"),
    path("staff/setup/scale", views.scale, name="setup-scale"),
    path("staff/setup/check", views.check, name="setup-check"),
    path("staff/setup/backup", views.backup, name="setup-backup"),
]
