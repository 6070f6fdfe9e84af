"""Addresses of the API, version 1."""

from django.urls import path

from yakuba.platform.api import views

urlpatterns = [
    path("api/v1/", views.front, name="api"),
    path("api/v1/openapi.json", views.description, name="api-description"),
    path("api/v1/open/<str:code>", views.open_records, name="api-open-records"),
    path("api/v1/open/<str:code>/<str:number>", views.open_record, name="api-open-record"),
    path("api/v1/<str:code>", views.records, name="api-records"),
    path("api/v1/<str:code>/<int:pk>", views.record, name="api-record"),
]
