"""Addresses of jobs."""

from django.urls import path

from yakuba.platform.jobs import views

urlpatterns = [
    path("staff/jobs/<uuid:job_id>/", views.job, name="job"),
    path("staff/jobs/<uuid:job_id>/stop", views.stop, name="job-stop"),
]
