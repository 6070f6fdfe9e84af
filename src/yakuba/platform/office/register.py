"""The office's own tables as registers: sections, people, posts, assignments, closed days."""

from django.utils.translation import gettext_lazy as _

from yakuba.platform.office.models import Assignment, ClosedDay, Person, Post, Section
from yakuba.platform.registers import Actions, Register, declare

OFFICE = Actions(read="office.read", write="office.write")


ASSIGNMENTS = declare(
    Register(
        code="office.assignment",
        model=Assignment,
        title=_("配置の台帳"),
        columns=("person", "post", "kind", "valid_from", "valid_to"),
        filters=("person", "kind", "valid_from"),
        actions=OFFICE,
        order=("-valid_from",),
    )
)

POSTS = declare(
    Register(
        code="office.post",
        model=Post,
        title=_("職の台帳"),
        columns=("title", "section", "roles", "position"),
        fields=("section", "title", "roles", "position"),
        filters=("section",),
        search=("title",),
        parts=(ASSIGNMENTS,),
        actions=OFFICE,
        order=("section__position", "position"),
    )
)

PEOPLE = declare(
    Register(
        code="office.person",
        model=Person,
        title=_("人の台帳"),
        columns=("name", "kana", "account"),
        search=("name", "kana"),
        parts=(ASSIGNMENTS,),
        actions=OFFICE,
        order=("kana",),
    )
)

SECTIONS = declare(
    Register(
        code="office.section",
        model=Section,
        title=_("所属の台帳"),
        columns=("name", "code", "kind", "valid_from", "valid_to"),
        filters=("kind", "valid_from"),
        search=("name", "name_en"),
        open_data=("code", "name", "name_en", "kind", "valid_from", "valid_to"),
        parts=(POSTS,),
        actions=OFFICE,
        order=("valid_to", "position", "code"),
    )
)

CLOSED_DAYS = declare(
    Register(
        code="office.closed-day",
        model=ClosedDay,
        title=_("閉庁日の台帳"),
        columns=("date", "name", "is_valid"),
        filters=("date", "is_valid"),
        search=("name",),
        open_data=("date", "name"),
        actions=Actions(read="office.read", write="calendar.write"),
        order=("-date",),
    )
)
