"""The page of what is due."""

from django.http import HttpResponse
from django.shortcuts import render

from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.reminders.listing import due_list


@staff("staff.home")
def due(request: StaffRequest) -> HttpResponse:
    """Show what is late, ends today or soon, each with the rule that made the date."""
    everywhere = request.GET.get("all") == "1"
    found = due_list(request.actor, clock.today(), everywhere=everywhere)
    return render(request, "reminders/due.html", {"found": found})
