"""The addresses of autosave and of what could not be saved."""

from django.urls import path

from yakuba.platform.drafts import views

urlpatterns = [
    path("staff/unsent/", views.unsent_forms, name="draft-unsent"),
    path("staff/drafts/<slug:form>/<str:record>", views.autosave, name="draft-autosave"),
]
