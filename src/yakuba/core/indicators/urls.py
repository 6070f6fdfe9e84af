"""Addresses of the tables of indicators."""

from django.urls import path

from yakuba.core.indicators import tables

urlpatterns = [
    path("staff/tables/indicators/", tables.indicator_table, name="indicator-table"),
    path("staff/tables/methods/", tables.method_table, name="method-table"),
    path("staff/tables/targets/", tables.target_table, name="target-table"),
]
