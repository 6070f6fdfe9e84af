"""Addresses of the office: signing in, people, accounts, sections."""

from django.urls import path

from yakuba.platform.office import tables
from yakuba.platform.office.views import sign_in, staff

urlpatterns = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/logout/", sign_in.sign_out, name="account_logout"),
    path("accounts/inactive/", sign_in.inactive, name="account_inactive"),
    path("accounts/password/", sign_in.change_password, name="account_change_password"),
    path("accounts/reset/<str:token>/", sign_in.reset, name="account-reset"),
    path("staff/acting/", staff.act_for, name="office-acting"),
    path("staff/office/", staff.office, name="office-home"),
    path("staff/office/town/", staff.settings, name="office-town"),
    path("staff/office/hand-over/", staff.hand_over, name="office-hand-over"),
    path("staff/office/change/", staff.change_sections, name="office-section-change"),
    path("staff/office/paste/", staff.paste_staff, name="office-paste"),
    path("staff/office/passwords/", staff.first_passwords, name="office-passwords"),
    path("staff/office/reset/<int:account_id>/", staff.reset_link, name="office-reset-link"),
    *tables.urlpatterns,
]
