"""Addresses of the residents' pages (contracts §2), and of the desk."""

from django.urls import path

from yakuba.modules.voices import views

urlpatterns = [
    path("voices/", views.year, name="voices-statistics"),
    path("voices/new", views.new, name="voices-new"),
    path("voices/status", views.status, name="voices-status"),
    path("voices/published/", views.copies, name="voices-published"),
    path("voices/published.csv", views.copies_csv, name="voices-published-csv"),
    path("staff/voices/", views.desk, name="voices-desk"),
    path("staff/voices/new", views.intake, name="voices-intake"),
    path("staff/voices/summary", views.summary, name="voices-summary"),
    path("staff/voices/<int:pk>/copy", views.copy, name="voices-copy"),
    path("staff/voices/<int:pk>/letter", views.letter, name="voices-letter"),
    path("staff/voices/<int:pk>/<slug:verb>", views.act, name="voices-act"),
]
