"""Addresses of the grid."""

from django.urls import path

from yakuba.platform.grid import views

urlpatterns = [path("staff/r/<str:code>/grid", views.grid, name="register-grid")]
