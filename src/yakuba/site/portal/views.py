"""The staff home: what must I do now; and the jump to an item by its number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from yakuba.core.evaluation.agenda import agenda
from yakuba.core.evaluation.lists import latest_year, round_of, rows_of
from yakuba.core.plan.models import Plan, PlanState
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.text import normalize_key
from yakuba.platform import clock
from yakuba.platform.backup import making
from yakuba.platform.office.access import StaffRequest, public, staff
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import may
from yakuba.platform.reminders.listing import due_list


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead the browsers that ask for the old name to the sign of the pages."""
    return redirect(static("ui/favicon.svg"), permanent=True)


@staff("staff.home")
def home(request: StaffRequest) -> HttpResponse:
    """Show what the person who looks must do now."""
    today = clock.today()
    asked = request.GET.get("fy", "")
    only = FiscalYear(int(asked)) if asked.isdecimal() and 1900 < int(asked) < 3000 else None
    found, to_decide = agenda(request.actor, today, fy=only), _plans_to_decide(request.actor)
    due = due_list(request.actor, today)
    context = {
        "today": today,
        "agenda": found,
        "count": found.count + len(to_decide) + due.count,
        "due": due,
        "only": only,
        "reads": may(request.actor, "sheet.read") is None,
        "to_decide": to_decide,
        "may_back_up": may(request.actor, "backup.run") is None,
    }
    return render(request, "portal/home.html", context | _backup())


def _plans_to_decide(actor: Actor) -> list[Plan]:
    """Return the drafts that wait for the actor's decision."""
    if may(actor, "plan.decide") is not None:
        return []
    return list(Plan.objects.filter(state=PlanState.DRAFTING).order_by("start_fy"))


def _backup() -> dict[str, object]:
    """Return when the newest backup was made, and whether that is too long ago."""
    files = making.backups()
    if not files:
        return {"backup_at": None, "backup_is_old": True}
    return {"backup_at": making.made_at(files[0]), "backup_is_old": making.age(files[0]).days >= 2}


@staff("sheet.read")
def jump(request: StaffRequest) -> HttpResponse:
    """Open the report whose number or name is typed; the list of all, where none or several fit."""
    typed = normalize_key(request.GET.get("q", ""))
    fy = latest_year(clock.today())
    round_ = round_of(fy)
    rows = rows_of(round_, clock.today()) if round_ and typed else []
    exact = [r for r in rows if typed in (normalize_key(r.code), r.sheet.item.item_key)]
    found = exact or [
        r for r in rows if typed in normalize_key(r.sheet.item.short_name + _title(r.node))
    ]
    if len(found) == 1:
        return redirect("sheet", fy=fy.year, key=found[0].sheet.item.item_key)
    return redirect(reverse("report-list", kwargs={"fy": fy.year}) + "?all=1")


def _title(node: object) -> str:
    return str(getattr(node, "title", ""))
