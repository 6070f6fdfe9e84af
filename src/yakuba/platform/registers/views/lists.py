"""All registers, one register's list, its CSV files, kept views."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, public, staff
from yakuba.platform.registers import csvs, feeds, keeping
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import has_grid
from yakuba.platform.registers.lists import Listing
from yakuba.platform.registers.overview import overview
from yakuba.platform.registers.scope import may, note_look
from yakuba.platform.registers.views.common import found, register_page


@staff("staff.home")
def index(request: StaffRequest) -> HttpResponse:
    """Show the registers that the person may read, with how many records they reach."""
    return render(request, "registers/index.html", {"entries": overview(request.actor)})


@register_page("list")
def records(request: StaffRequest, register: Register) -> HttpResponse:
    """Show the records that the address asks for."""
    listing = Listing(register, request.actor, request.GET)
    note_look(register, request.actor, query=listing.query(), count=len(listing.rows))
    context = {
        "register": register,
        "listing": listing,
        "sentence": listing.sentence(),
        "sums": listing.sums,
        "hidden": listing.kept(),
        "here": listing.query(page=None),
        "only_late": listing.query(late="1", page=None),
        "late_query": listing.query(late=None if listing.late else "first", page=None),
        "pills": listing.pills(),
        "card_sums": listing.card_sums(),
        "dense": keeping.is_dense(request.user),
        "may_write": may(request.actor, register.actions.write, register) is None,
        "has_grid": has_grid(register),
        "feeds": feeds.rows_of(register),
    }
    return render(request, "registers/list.html", context)


@register_page()
def staff_csv(request: StaffRequest, register: Register) -> HttpResponseBase:
    """Hand out the records of a view with the columns of the list; written into the audit."""
    listing = Listing(register, request.actor, request.GET)
    note_look(register, request.actor, "record.export", query=listing.query(), count=listing.count)
    lines = csvs.staff_lines(register, listing.records)
    return _csv(lines, f"{register.code}-{clock.today():%Y%m%d}.csv")


@public
def open_data(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand out the open columns of a register to everybody."""
    register = found(code)
    if not register.open_data:
        raise Http404
    return _csv(csvs.open_lines(register), f"{code}.csv")


@require_POST
@register_page()
def views(request: StaffRequest, register: Register) -> HttpResponse:
    """Keep a way to look at the list, forget one, or set the rows closer."""
    done = keeping.do(register, request.user, request.POST)
    if done:
        messages.success(request, done)
    return HttpResponseRedirect(_back(request, register))


def _back(request: StaffRequest, register: Register) -> str:
    home = reverse("register-list", kwargs={"code": register.code})
    query = request.POST.get("query", "")
    target = f"{home}?{query}" if query else home
    return target if url_has_allowed_host_and_scheme(target, None) else home


def _csv(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
