"""The address of stored files."""

from django.urls import path

from yakuba.platform.files import views

urlpatterns = [path("files/<uuid:file_id>", views.file, name="file")]
