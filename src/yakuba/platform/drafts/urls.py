"""The address of autosave."""

from django.urls import path

from yakuba.platform.drafts import views

urlpatterns = [
    path("staff/drafts/<slug:form>/<str:record>", views.autosave, name="draft-autosave"),
]
