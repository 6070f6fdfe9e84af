"""Addresses of registers: all alike, by the code of the register."""

from django.urls import path

from yakuba.platform.registers.views import lists, records

urlpatterns = [
    path("staff/r/", lists.index, name="register-index"),
    path("staff/r/<str:code>/", lists.records, name="register-list"),
    path("staff/r/<str:code>/new", records.new, name="register-new"),
    path("staff/r/<str:code>/csv", lists.staff_csv, name="register-csv"),
    path("staff/r/<str:code>/views", lists.views, name="register-views"),
    path("staff/r/<str:code>/<int:pk>/", records.detail, name="register-detail"),
    path("staff/r/<str:code>/<int:pk>/edit", records.edit, name="register-edit"),
    path("staff/r/<str:code>/<int:pk>/move", records.move, name="register-move"),
    path("staff/r/<str:code>/<int:pk>/files", records.attach, name="register-attach"),
    path("data/r/<str:code>.csv", lists.open_data, name="register-open-data"),
]
