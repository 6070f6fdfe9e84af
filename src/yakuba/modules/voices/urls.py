"""Addresses of the residents' pages (contracts §2), and of the desk."""

from django.urls import path

from yakuba.modules.voices import desk_views, public_urls, views

urlpatterns = [
    *public_urls.urlpatterns,
    path("voices/new", views.new, name="voices-new"),
    path("voices/status", views.status, name="voices-status"),
    path("staff/voices/", desk_views.desk, name="voices-desk"),
    path("staff/voices/new", desk_views.intake, name="voices-intake"),
    path("staff/voices/<int:pk>/<slug:verb>", desk_views.act, name="voices-act"),
]
