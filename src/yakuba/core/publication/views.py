"""The public pages in the app: the newest edition, rendered as the files of a release are."""

from django.http import Http404, HttpRequest, HttpResponse

from yakuba.core.publication import pages, store
from yakuba.core.publication.links import Page, PublishedLinks, language
from yakuba.core.publication.proof import proof
from yakuba.platform import clock
from yakuba.platform.office.access import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Show the plan that was published last, or what to do before there is one."""
    return _page(request, Page("home"), may_be_empty=True)


@public
def plan_home(request: HttpRequest, plan: str) -> HttpResponse:
    """Show the home page of a plan."""
    return _page(request, Page("home"), plan=plan)


@public
def item(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Show an item."""
    return _page(request, Page("item", key), plan=plan)


@public
def goal(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Show the items of a goal of a large plan."""
    return _page(request, Page("goal", key), plan=plan)


@public
def year(request: HttpRequest, plan: str, fy: int) -> HttpResponse:
    """Show a published fiscal year."""
    return _page(request, Page("year", str(fy)), plan=plan)


@public
def data(request: HttpRequest) -> HttpResponse:
    """Show the files that can be taken away."""
    return _page(request, Page("data"), may_be_empty=True)


@public
def trust(request: HttpRequest) -> HttpResponse:
    """Show how figures are made and checked."""
    return _page(request, Page("trust"), may_be_empty=True)


def _page(
    request: HttpRequest, page: Page, *, plan: str | None = None, may_be_empty: bool = False
) -> HttpResponse:
    """Return the page of the newest edition.

    :raises Http404: if the plan or the page does not exist
    """
    found = store.current(plan, page=page)
    if found is None and may_be_empty:
        links = PublishedLinks(request)
        return HttpResponse(pages.render_empty(links=links, language=language()))
    if found is None or not pages.exists(found.snapshot, page):
        raise Http404(f"no public page {page}")
    links = PublishedLinks(request, base=found.base, files=found.files)
    snapshot = found.snapshot
    if page.kind == "trust":  # what stands in the release is of its day; here it is of now
        snapshot = snapshot | {"proof": proof()}
    html = pages.render(snapshot, page, links=links, language=language(), demo_day=clock.demo_day())
    return HttpResponse(html)
