"""Addresses of the plan's staff pages."""

from django.urls import path

from yakuba.core.plan import tables, views

urlpatterns = [
    path("staff/plans/", views.plans, name="plans"),
    path("staff/plans/read", views.upload, name="plan-upload"),
    path("staff/plans/readings/<int:reading_id>/", views.reading, name="plan-reading"),
    path("staff/plans/readings/<int:reading_id>/store", views.store, name="plan-store"),
    path("staff/plans/readings/<int:reading_id>/drop", views.drop, name="plan-drop"),
    path("staff/plans/items/", tables.item_words, name="item-words"),
    path("staff/plans/titles/", tables.node_words, name="node-words"),
    path("staff/plans/<slug:plan>/", views.plan, name="plan"),
    path("staff/plans/<slug:plan>/decide", views.decide, name="plan-decide"),
]
