"""Addresses that only the tests have."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from yakuba.platform.office.models import Post, Section
from yakuba.platform.office.urls import urlpatterns as office
from yakuba.platform.ui.public_form import public_form
from yakuba.platform.ui.tables import table_view

SAY = '<form method="post">{% form_token "test.say" %}<input name="words"></form>'
WRITE = """{% extends "ui/staff.html" %}{% block main %}
<form method="post" data-autosave="/write">
  <textarea name="words" aria-label="words" data-count="count"></textarea>
  <p id="count"><span data-written="{n}字"></span>
    <span data-saved="{time}に保存" data-failed="保存できず" role="status"></span></p>
</form>{% endblock %}"""


def shown(request, page):
    """Return the page of a template's text."""
    return HttpResponse(engines["django"].from_string(page).render({}, request))


@public_form("test.say", per_hour=3)
def say(request):
    """Show the form, or the key under which it would be stored."""
    if request.method == "POST":
        return HttpResponse(f"{request.form_key} {request.POST['words']}")
    return shown(request, SAY)


KEPT = []


def write(request):
    """Show a form that saves itself, and keep what it sends."""
    if request.method == "POST":
        KEPT.append(request.POST["words"])
        return HttpResponse(status=200 if KEPT[-1] != "refuse" else 400)
    return shown(request, WRITE)


def broken(request):
    """Fail as a fault of ours would."""
    raise ZeroDivisionError


SECTIONS = table_view(
    Section,
    ("code", "name", "kind", "position", "valid_from", "valid_to"),
    title="課",
    action="office.write",
    order=("position", "code"),
)
POSTS = table_view(
    Post, ("section", "title", "roles"), title="職", action="office.write", key=("section", "title")
)

urlpatterns = [
    path("", say, name="public-home"),
    path("staff/", SECTIONS, name="staff-home"),
    path("say", say, name="say"),
    path("write", csrf_exempt(write), name="write"),
    path("jump", write, name="staff-jump"),
    path("broken", broken, name="broken"),
    path("staff/sections/", SECTIONS, name="sections"),
    path("staff/posts/", POSTS, name="posts"),
    *office,
]

handler400 = "yakuba.site.errors.bad_request"
handler403 = "yakuba.site.errors.permission_denied"
handler404 = "yakuba.site.errors.page_not_found"
handler500 = "yakuba.site.errors.server_error"
