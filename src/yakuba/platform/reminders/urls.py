"""Address of what is due."""

from django.urls import path

from yakuba.platform.reminders import views

urlpatterns = [path("staff/due/", views.due, name="due")]
