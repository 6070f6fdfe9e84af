"""The wizard of a new town: steps in any order, each kept when it is left."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.core.evaluation.models import Scale
from yakuba.core.evaluation.scales import make_three_grades
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.jobs import services as jobs
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.models import Town
from yakuba.site.health_checks import examine
from yakuba.site.setup.forms import TownForm
from yakuba.site.setup.steps import steps


@staff("setup.run")
def setup(request: HttpRequest) -> HttpResponse:
    """Show what is done and what is missing."""
    found = steps()
    missing = [step for step in found if not step.is_done]
    return render(request, "setup/setup.html", {"steps": found, "missing": missing})


@staff("setup.run")
def town(request: HttpRequest) -> HttpResponse:
    """Ask who the town is; once it is known, its settings have a page of their own."""
    if Town.objects.exists():
        return redirect("office-town")
    form = TownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.store()
        messages.success(request, _("保存しました。"))
        return redirect("setup")
    return _step(request, "setup/town.html", _("町と年度"), form=form)


@staff("setup.run")
def people(request: HttpRequest) -> HttpResponse:
    """Tell how sections and people come in, and who is still missing."""
    return _step(request, "setup/people.html", _("課と職員"))


@staff("setup.run")
def scale(request: HttpRequest) -> HttpResponse:
    """Offer the usual scale."""
    if request.method == "POST" and not Scale.objects.exists():
        make_three_grades(FiscalYear.of(clock.today()).previous)
        messages.success(request, _("評価の尺度を登録しました。"))
        return redirect("setup")
    scales = Scale.objects.prefetch_related("grades__bands")
    return _step(request, "setup/scale.html", _("評価の尺度"), scales=scales)


@staff("setup.run")
def check(request: HttpRequest) -> HttpResponse:
    """Show the health of this server in words."""
    return _step(request, "setup/check.html", _("このサーバーの具合"), checks=list(examine()))


@require_POST
@staff("backup.run")
def backup(request: StaffRequest) -> HttpResponse:
    """Start a backup."""
    job = jobs.enqueue("backup.make", _("控え"), account=request.actor.account, payload={})
    return redirect("job", job_id=job.pk)


def _step(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
    return render(request, template, {"steps": steps(), "here_title": title, **more})
