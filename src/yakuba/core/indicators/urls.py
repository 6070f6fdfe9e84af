"""Addresses of the figures: their tables, and the auditor's pages."""

from django.urls import path

from yakuba.core.indicators import tables, views

urlpatterns = [
    path("staff/tables/indicators/", tables.indicator_table, name="indicator-table"),
    path("staff/tables/methods/", tables.method_table, name="method-table"),
    path("staff/tables/targets/", tables.target_table, name="target-table"),
    path("staff/figures/", views.figures, name="figures"),
    path("staff/figures/<int:fy>/", views.figure_list, name="figure-list"),
    path("staff/figures/of/<int:calculation>/", views.figure, name="figure"),
]
