"""The address of the audit."""

from django.urls import path

from yakuba.platform.audit import views

urlpatterns = [path("staff/audit/", views.events, name="audit-events")]
