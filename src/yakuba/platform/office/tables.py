"""The office's plain tables."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from yakuba.platform.office.models import Account, Assignment, ClosedDay, Person, Post, Section
from yakuba.platform.ui.tables import table_view

urlpatterns = [
    path(
        "staff/office/sections/",
        table_view(
            Section,
            ("code", "name", "name_en", "kind", "position", "valid_from", "valid_to"),
            title=_("所属"),
            action="office.write",
            order=("valid_to", "position", "code"),
            hint=_("改称・統合・分割は「所属の変更」で行うと、前の名前が残ります。"),
        ),
        name="office-sections",
    ),
    path(
        "staff/office/people/",
        table_view(
            Person,
            ("name", "kana", "account"),
            title=_("人"),
            action="office.write",
            order=("kana",),
            hint=_("紙で参加する人は、アカウントなしで登録できます。"),
        ),
        name="office-people",
    ),
    path(
        "staff/office/posts/",
        table_view(
            Post,
            ("section", "title", "roles", "position"),
            title=_("職"),
            action="office.write",
            order=("section__position", "position"),
            key=("section", "title"),
            hint=_("役割は職に付きます。人が替わっても職はそのままです。"),
        ),
        name="office-posts",
    ),
    path(
        "staff/office/assignments/",
        table_view(
            Assignment,
            ("person", "post", "kind", "valid_from", "valid_to"),
            title=_("配置"),
            action="office.write",
            order=("-valid_from",),
            key=("person", "post", "valid_from"),
        ),
        name="office-assignments",
    ),
    path(
        "staff/office/closed-days/",
        table_view(
            ClosedDay,
            ("date", "name", "is_valid"),
            title=_("閉庁日"),
            action="calendar.write",
            order=("-date",),
            hint=_("土日・祝日・12月29日～1月3日のほかに、閉庁する日だけを書きます。"),
        ),
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
