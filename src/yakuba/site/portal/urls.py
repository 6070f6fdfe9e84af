"""Addresses of the staff home."""

from django.urls import path

from yakuba.site.portal import views

urlpatterns = [
    path("staff/", views.home, name="staff-home"),
    path("staff/jump", views.jump, name="staff-jump"),
]
