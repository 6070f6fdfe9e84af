"""Addresses of the office: signing in, accounts, sections."""

from django.urls import path

from yakuba.platform.office.views import sign_in

urlpatterns = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/logout/", sign_in.sign_out, name="account_logout"),
    path("accounts/inactive/", sign_in.inactive, name="account_inactive"),
    path("accounts/password/", sign_in.change_password, name="account_change_password"),
    path("accounts/reset/<str:token>/", sign_in.reset, name="account-reset"),
]
