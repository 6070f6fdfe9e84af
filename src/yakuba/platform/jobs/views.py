"""The page of one job; it works without JavaScript and may be closed at any time."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from yakuba.platform.jobs import services
from yakuba.platform.jobs.models import Job
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import visible_to

REFRESH_SECONDS = "2"


@staff("job.read")
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how far a job is; the page comes again by itself until the job has ended."""
    found = _visible(request, job_id)
    still = "still" in request.GET
    response = render(request, "jobs/job.html", {"job": found, "still": still})
    if found.is_open and not still:
        response["Refresh"] = REFRESH_SECONDS
    return response


@require_POST
@staff("job.read")
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    found = _visible(request, job_id)
    services.request_stop(found)
    return redirect("job", job_id=found.pk)


def _visible(request: HttpRequest, job_id: UUID) -> Job:
    actor = cast(StaffRequest, request).actor
    return get_object_or_404(Job.objects.filter(visible_to(actor, "job.read")), pk=job_id)
