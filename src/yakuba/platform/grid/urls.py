"""Addresses of the grid."""

from django.urls import path

from yakuba.platform.grid import paste_views, views

urlpatterns = [
    path("staff/r/<str:code>/grid", views.grid, name="register-grid"),
    path("staff/r/<str:code>/paste", paste_views.paste, name="register-paste"),
]
