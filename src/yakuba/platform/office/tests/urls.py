"""Addresses for the tests of the platform, without any plan."""

from django.http import HttpResponse
from django.urls import include, path

from yakuba.platform.office.access import public, staff


@public
def public_home(request):
    return HttpResponse("公開")


@staff("staff.home")
def staff_home(request):
    return HttpResponse(str(request.actor))


@staff("office.write")
def office_write(request):
    return HttpResponse("書けます")


urlpatterns = [
    path("", public_home, name="public-home"),
    path("staff/", staff_home, name="staff-home"),
    path("staff/write/", office_write, name="office-write"),
    path("", include("yakuba.platform.office.urls")),
    path("", include("yakuba.platform.audit.urls")),
    path("", include("yakuba.platform.files.urls")),
    path("", include("yakuba.platform.drafts.urls")),
    path("", include("yakuba.platform.registers.urls")),
    path("", include("yakuba.platform.grid.urls")),
]
