"""Addresses of the staff home, and of the sign that browsers ask for."""

from django.urls import path

from yakuba.site.portal import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("staff/", views.home, name="staff-home"),
    path("staff/jump", views.jump, name="staff-jump"),
]
