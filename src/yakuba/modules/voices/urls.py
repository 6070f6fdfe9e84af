"""Addresses of the residents' pages (contracts §2)."""

from django.urls import path

from yakuba.modules.voices import views

urlpatterns = [
    path("voices/new", views.new, name="voices-new"),
    path("voices/status", views.status, name="voices-status"),
]
