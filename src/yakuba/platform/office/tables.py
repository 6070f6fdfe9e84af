"""The office's tables: registers written in the grid; accounts, which are none, in place."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from yakuba.platform.grid.moved import moved
from yakuba.platform.office.models import Account
from yakuba.platform.ui.tables import table_view

urlpatterns = [
    path("staff/office/sections/", moved("office.section", "office.write"), name="office-sections"),
    path("staff/office/people/", moved("office.person", "office.write"), name="office-people"),
    path("staff/office/posts/", moved("office.post", "office.write"), name="office-posts"),
    path(
        "staff/office/assignments/",
        moved("office.assignment", "office.write"),
        name="office-assignments",
    ),
    path(
        "staff/office/closed-days/",
        moved("office.closed-day", "calendar.write"),
        name="office-closed-days",
    ),
    path(
        "staff/office/accounts/",
        table_view(
            Account,
            ("login_name", "email", "is_active"),
            title=_("アカウント"),
            action="account.write",
            order=("login_name",),
            hint=_("メールアドレスはなくてもかまいません。消さずに「使用できる」を外します。"),
        ),
        name="office-accounts",
    ),
]
