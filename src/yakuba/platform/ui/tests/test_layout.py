import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse

from yakuba.platform.office import rights
from yakuba.platform.office.tests.people import make_account, make_town
from yakuba.platform.ui import navigation
from yakuba.platform.ui.context import layout
from yakuba.platform.ui.links import AppLinks
from yakuba.platform.ui.middleware import language_from, language_of_path

URLS = pytest.mark.urls("yakuba.platform.ui.tests.urls")


class FileLinks:
    """Links of a published folder."""

    def page(self, name, **parts):
        return f"../{name}.html"

    def asset(self, path):
        return f"../assets/{path}"

    def other_language(self):
        return "../en/index.html"

    def is_current(self, href):
        return False


@pytest.fixture
def entries(monkeypatch):
    """Return an empty navigation."""
    empty = {}
    monkeypatch.setattr(navigation, "_entries", empty)
    return empty


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "ja"), ("/en/", "en"), ("/en", "en"), ("/english", "ja"), ("/staff/en/", "ja")],
)
def test_language_is_the_path(path, language):
    assert language_from(path) == language


def test_language_ignores_what_the_browser_asks_for(rf):
    from django.http import HttpResponse
    from django.utils import translation

    heard = []

    def view(request):
        heard.append((translation.get_language(), request.LANGUAGE_CODE))
        return HttpResponse()

    request = rf.get(
        "/en/trust", headers={"accept-language": "fr"}, cookies={"django_language": "ja"}
    )
    response = language_of_path(view)(request)

    assert heard == [("en", "en")]
    assert translation.get_language() == "ja"
    assert dict(response.headers) | {} == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "en",
    }


def test_other_language_is_the_same_address(rf):
    assert AppLinks(rf.get("/trust")).other_language() == "/en/trust"
    assert AppLinks(rf.get("/en/trust")).other_language() == "/trust"
    assert AppLinks(rf.get("/")).other_language() == "/en/"


def test_published_page_has_relative_links_and_no_script(entries):
    navigation.declare_nav("public", "資料", url_name="data", order=1)
    town = {"name": "朝日町", "name_en": "Asahi", "contact": "総務課"}
    known = layout(FileLinks(), town=town, sample=True, language="ja", current="data")

    page = render_to_string("ui/public.html", known | {"csp": "default-src 'none'"})

    assert 'href="/' not in page
    assert "<script" not in page
    assert '<a href="../data.html" aria-current="page">資料</a>' in page
    assert "default-src &#x27;none&#x27;" in page
    assert "見本データ" in page


@pytest.mark.django_db
def test_public_page_that_shows_no_town_asks_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = '{% asset "ui/base.css" %} {{ version }} {{ sample }}'
        engines["django"].from_string(page).render({}, rf.get("/"))


@URLS
@pytest.mark.django_db
def test_staff_link_shows_only_with_the_right(client, entries):
    make_town()
    navigation.declare_nav("staff", "課", url_name="sections", order=2, action="office.write")
    navigation.declare_nav("staff", "職", url_name="posts", order=1, action="release.publish")
    client.force_login(make_account("s1", rights.Role.ADMINISTRATOR))

    page = client.get(reverse("sections")).content.decode()

    assert page.count('<a href="/staff/sections/" aria-current="page">課</a>') == 2
    assert "/staff/posts/" not in page
    assert page.count('action="/accounts/logout/"') == 2


@URLS
def test_check_names_a_link_without_a_page(entries):
    navigation.declare_nav("staff", "課", url_name="sections", order=1)
    navigation.declare_nav("foot", "無", url_name="nowhere", order=1)

    said = [(found.id, found.msg) for found in navigation.check_nav()]

    assert said == [("ui.W001", "the foot link 無 leads to no page: 'nowhere'")]
    assert navigation.nav_links("foot", AppLinks()) == []


def test_nav_needs_an_actor_for_an_action(entries):
    navigation.declare_nav("staff", "課", url_name="x", order=1, action="office.write")
    navigation.declare_nav("staff", "家", url_name="y", order=2)

    links = navigation.nav_links("staff", FileLinks(), actor=None)

    assert [(link.title, link.href) for link in links] == [("家", "../y.html")]
