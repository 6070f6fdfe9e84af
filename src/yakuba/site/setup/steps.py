"""What a new town has to do before its first round, and what of it is done."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evaluation.models import Scale
from yakuba.core.plan.models import Plan, PlanState
from yakuba.platform.backup import making
from yakuba.platform.office.models import Assignment, Post, Section, Town
from yakuba.platform.office.rights import Role

NEEDED = (Role.WRITER, Role.HEAD, Role.SECRETARIAT, Role.HEADQUARTERS)


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step: where it is done, and what is still missing (empty: done)."""

    title: str
    href: str
    missing: str
    note: str = ""

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.missing


def steps() -> list[SetupStep]:
    """Return all steps in order; each may be done at any time."""
    return [_town(), _people(), _scale(), _plan(), _backup()]


def _town() -> SetupStep:
    town = Town.objects.first()
    missing = "" if town else _("市町村コードと名前を入れてください。")
    return SetupStep(_("町と年度"), reverse("setup-town"), missing, note=town.name if town else "")


def _people() -> SetupStep:
    held = Assignment.objects.filter(Q(valid_to=None)).values_list("post_id", flat=True)
    posts = Post.objects.filter(pk__in=held).values_list("roles", flat=True)
    roles = {role for row in posts for role in row}
    absent = [str(role.label) for role in NEEDED if role not in roles]
    missing = ""
    if absent:
        missing = _("次の役割の人がまだいません：{roles}").format(roles="、".join(absent))
    count = Section.objects.count()
    note = _("{count}課").format(count=count) if count else ""
    return SetupStep(_("課と職員"), reverse("setup-people"), missing, note=note)


def _scale() -> SetupStep:
    scale = Scale.objects.order_by("-from_fy", "-number").first()
    missing = "" if scale else _("評価の尺度を選んでください。")
    return SetupStep(_("評価の尺度"), reverse("setup-scale"), missing, note=str(scale or ""))


def _plan() -> SetupStep:
    plan = Plan.objects.order_by("-start_fy").first()
    if plan is None:
        missing = _("事務局の人がログインし、計画書を読み取ってください。")
    elif plan.state == PlanState.DRAFTING:
        missing = _("推進本部の人がログインし、計画を決定してください。")
    else:
        missing = ""
    return SetupStep(_("計画"), reverse("plans"), missing, note=plan.title if plan else "")


def _backup() -> SetupStep:
    missing = "" if making.backups() else _("控えがまだ1つもありません。毎晩、自動でも作ります。")
    return SetupStep(_("控え"), reverse("setup-check"), missing)
