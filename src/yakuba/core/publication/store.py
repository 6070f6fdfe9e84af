"""Which edition residents see now: the newest release of a plan, read from its folder."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yakuba.core.plan.models import Plan, PlanState
from yakuba.core.publication import canonical, slices
from yakuba.core.publication.links import PUBLISHED_URL, Page
from yakuba.core.publication.models import Release
from yakuba.core.publication.page_data import TITLES
from yakuba.core.publication.snapshot import outline
from yakuba.platform import paths

Json = dict[str, Any]


@dataclass(frozen=True)
class Current:
    """The edition of a plan: its snapshot, and the files of its release with their sizes."""

    snapshot: Json
    base: str = ""
    files: dict[str, int] = field(default_factory=dict)


def current(slug: str | None = None, *, page: Page | None = None) -> Current | None:
    """Return the newest edition of a plan, without a slug of the plan published last.

    With a page only as much of it as the page needs, where the release holds that.  A decided
    plan without release comes as its outline.  None: there is no such plan.
    """
    releases = Release.objects.select_related("plan").order_by("-published_on", "-fy", "-number")
    if slug is not None:
        releases = releases.filter(plan__slug=slug).order_by("-fy", "-number")
    release = releases.first()
    if release is None:
        return _outline(slug)
    return read(release.plan.slug, int(release.fy), release.number, page=page)


def current_snapshot(slug: str | None = None) -> Json | None:
    """Return the snapshot of the newest edition, None if there is no such plan."""
    found = current(slug)
    return found.snapshot if found else None


def read(slug: str, fy: int, number: int, *, page: Page | None = None) -> Current:
    """Return an edition, or a page's part of it, from the folder of its release.

    :raises FileNotFoundError: if the folder is gone (`yakuba published verify` says so first)
    """
    place = f"{slug}/{fy}/r{number}/"
    folder = paths.published() / place
    part = folder / slices.file_name(page) if page else None
    path = part if part and part.is_file() else folder / "snapshot.json"
    snapshot = canonical.decode(path.read_bytes())
    return Current(snapshot, PUBLISHED_URL + place, _sizes(folder))


def _sizes(folder: Path) -> dict[str, int]:
    known = ((name, folder / name) for name in TITLES)
    return {name: path.stat().st_size for name, path in known if path.is_file()}


def _outline(slug: str | None) -> Current | None:
    plans = Plan.objects.exclude(state=PlanState.DRAFTING).order_by("-start_fy", "-pk")
    if slug is not None:
        plans = plans.filter(slug=slug)
    plan = plans.first()
    return Current(outline(plan)) if plan else None
