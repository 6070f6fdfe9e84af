"""Publishing a year: a rehearsal, the files beside their place, then one short transaction."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import PUBLIC, SheetState
from yakuba.core.evaluation.lists import codes_of
from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.rounds import end_round
from yakuba.core.indicators.models import Actual, Calculation
from yakuba.core.plan.models import Plan
from yakuba.core.publication import corrections, release, store
from yakuba.core.publication.manifest import Manifest
from yakuba.core.publication.models import Correction, Release
from yakuba.core.publication.moves import move_all
from yakuba.core.publication.proof import frozen
from yakuba.core.publication.snapshot import Cover, build, check
from yakuba.core.publication.snapshot.points import evidence_path
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import seals
from yakuba.platform.audit import services as audit
from yakuba.platform.files import storage
from yakuba.platform.office.models import Account
from yakuba.platform.office.town import town

Json = dict[str, Any]

READY: Final = (SheetState.ACCEPTED, SheetState.OPINED)
COVER_ONLY: Final = ("made_at", "release", "changes", "software", "proof")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published: which year, by whom, on which day, without which items and why."""

    plan: Plan
    fy: FiscalYear
    account: Account | None
    on: date
    at: datetime
    late: Mapping[str, str]
    reason: str = ""
    reason_en: str = ""
    proof: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that would be published now."""

    cover: Cover
    snapshot: Json


class _Undone(Exception):  # noqa: N818 (ends a rehearsal, no fault)
    """Takes back everything that a rehearsal wrote."""


def publish(
    plan: Plan,
    fy: FiscalYear,
    *,
    account: Account | None,
    on: date,
    late: Mapping[str, str] | None = None,
    reason: str = "",
    reason_en: str = "",
    step: release.Step = release.silent,
) -> Release:
    """Publish a year, with its waiting corrections, and return its newest release.

    `late` gives a reason for each item key that the year goes without; the reason is published.
    Later years that print a changed figure get a new release too.  Cut off at any point, either
    everything is published or nothing; repeating it is safe.

    :raises YakubaError: if something stands in the way, or nothing has changed since
    """
    proof = frozen(sample=town().is_sample)
    order = Order(plan, fy, account, on, clock.now(), late or {}, reason, reason_en, proof)
    step(_("内容を確かめています"))
    drafts = rehearse(order)
    files = _evidence(plan)
    with ExitStack() as folders:
        made: list[tuple[Path, Manifest]] = []
        for draft in drafts:
            place = release.folder_of(plan.slug, int(draft.cover.fy), draft.cover.number)
            folder = folders.enter_context(release.making(place))
            written = release.write(draft.snapshot, folder, evidence=files, step=step)
            made.append((folder, written))
        step(_("公表しています"))
        releases = _commit(order, drafts, made)
    settle(plan)
    seals.seal()
    return next((each for each in releases if each.fy == fy), releases[-1])


def preview(order: Order) -> tuple[list[Draft], list[Problem]]:
    """Return what would be published now, and everything that stands in the way; stores nothing."""
    try:
        return rehearse(order), []
    except YakubaError as refused:
        return [], list(refused.problems)


def order_of(plan: Plan, fy: FiscalYear, *, late: Mapping[str, str] | None = None) -> Order:
    """Return the order for a preview today."""
    return Order(plan, fy, None, clock.today(), clock.now(), late or {})


def rehearse(order: Order) -> list[Draft]:
    """Do everything that publishing does to the records, read the editions, and take it back.

    :raises YakubaError: if something stands in the way, or nothing has changed since
    """
    drafts: list[Draft] = []
    problems = obstacles(order)
    if problems:
        raise YakubaError(*problems)
    with suppress(_Undone), transaction.atomic():
        drafts = _prepare(order)
        raise _Undone
    problems = [problem for draft in drafts for problem in check(draft.snapshot)]
    if problems:
        raise YakubaError(*problems)
    if not drafts:
        raise YakubaError(_nothing_new(order))
    return drafts


def _nothing_new(order: Order) -> Problem:
    return Problem(
        "publish.nothing-new",
        _("{year}は公表済みで、その後に変わったところがありません。").format(year=order.fy.wareki),
        _("数字や文を直すときは「訂正」を使ってください。"),
    )


def obstacles(order: Order) -> list[Problem]:
    """Return what stands in the way before anything is read: reports that are not accepted."""
    sheets = list(_sheets(order).order_by("item_id"))
    if not sheets:
        message = _("{year}の照会がまだ始まっていません。").format(year=order.fy.wareki)
        return [Problem("publish.no-round", message, _("先に照会を始めてください。"))]
    waiting = [sheet for sheet in sheets if sheet.state not in (*READY, *PUBLIC)]
    codes = codes_of(order.plan, order.fy)
    missing = [sheet for sheet in waiting if not order.late.get(sheet.item.item_key, "")]
    problems = [_not_accepted(sheet, codes[sheet.item.item_key]) for sheet in missing]
    if len(waiting) == len(sheets):
        message = _("本部の了承が済んだ報告が1つもありません。")
        problems.append(Problem("publish.none", message, _("先に本部の了承を受けてください。")))
    known = {sheet.item.item_key for sheet in waiting}
    return problems + [_not_late(key) for key in order.late if key not in known]


def _sheets(order: Order) -> Any:
    rows = Sheet.objects.filter(round__plan=order.plan, round__fy=order.fy)
    return rows.select_related("item", "section", "round")


def _not_accepted(sheet: Sheet, code: str) -> Problem:
    message = _("{item}（{section}）は「{state}」です。")
    return Problem(
        "publish.not-accepted",
        message.format(
            item=f"{code} {sheet.item.short_name}",
            section=sheet.section.name,
            state=SheetState(sheet.state).label,
        ),
        _("本部の了承を待つか、「間に合わない」にして理由を書いてください。"),
        place=sheet.item.item_key,
    )


def _not_late(key: str) -> Problem:
    message = _("{key}は「間に合わない」とされていますが、了承が済んでいるか、項目がありません。")
    fix = _("「間に合わない」から外してください。")
    return Problem("publish.not-late", message.format(key=key), fix, place=key)


def _prepare(order: Order) -> list[Draft]:
    """Move reports, apply corrections, and return every edition that changes by it."""
    waiting = corrections.waiting(order.plan)
    corrections.apply(waiting, account=order.account, at=order.at)
    ready = [sheet for sheet in _sheets(order) if sheet.state in READY]
    move_all(ready, "publish", account=order.account, at=order.at)
    years = _years(order, waiting)
    drafts = [_draft(order, fy, waiting) for fy in years]
    return [draft for draft in drafts if _is_new(order.plan, draft)]


def _years(order: Order, waiting: Iterable[Correction]) -> list[FiscalYear]:
    """Return the ordered year, and the published ones that print what changes."""
    first = min([order.fy, *(each.fy for each in waiting)])
    published = Release.objects.filter(plan=order.plan, fy__gte=first)
    return sorted({order.fy, *published.values_list("fy", flat=True)})


def _draft(order: Order, fy: FiscalYear, waiting: Iterable[Correction]) -> Draft:
    newest = Release.objects.filter(plan=order.plan, fy=fy).order_by("-number").first()
    reasons = corrections.reasons_of([each for each in waiting if each.fy <= fy])
    if fy == order.fy and order.reason:
        reasons = (order.reason, order.reason_en)
    cover = Cover(
        fy=fy,
        number=newest.number + 1 if newest else 1,
        published_on=order.on,
        made_at=order.at,
        reason=reasons[0],
        reason_en=reasons[1],
        late=dict(order.late) if fy == order.fy else dict(newest.late if newest else {}),
        proof=order.proof,
    )
    return Draft(cover, build(order.plan, cover))


def _is_new(plan: Plan, draft: Draft) -> bool:
    """Return whether an edition says something else than the newest release of its year."""
    if draft.cover.number == 1:
        return True
    stored = store.read(plan.slug, int(draft.cover.fy), draft.cover.number - 1).snapshot
    return _said(stored) != _said(draft.snapshot)


def _said(snapshot: Json) -> Json:
    return {name: part for name, part in snapshot.items() if name not in COVER_ONLY}


@transaction.atomic
def _commit(
    order: Order, drafts: Sequence[Draft], made: Sequence[tuple[Path, Manifest]]
) -> list[Release]:
    """Do it: the records as rehearsed, the rows of the releases, the folders in their places.

    :raises YakubaError: if somebody changed something since the rehearsal
    """
    waiting = corrections.waiting(order.plan)
    again = _prepare(order)
    if [draft.snapshot for draft in again] != [draft.snapshot for draft in drafts]:
        message = _("用意している間に、ほかの人が内容を変えました。")
        raise YakubaError(Problem("publish.changed", message, _("もう一度公表してください。")))
    releases = []
    for draft, (folder, written) in zip(drafts, made, strict=True):
        stored = _store(order, draft, written)
        carried = [each for each in waiting if each.fy <= draft.cover.fy]
        stored.corrections.add(*carried)
        release.place(folder, release.folder_of(order.plan.slug, int(stored.fy), stored.number))
        releases.append(stored)
    end_round(order.plan, order.fy, account=order.account)
    return releases


def _store(order: Order, draft: Draft, written: Manifest) -> Release:
    cover = draft.cover
    stored = Release(plan=order.plan, fy=cover.fy, number=cover.number)
    stored.published_on, stored.made_at, stored.account = order.on, order.at, order.account
    stored.reason, stored.reason_en, stored.late = cover.reason, cover.reason_en, cover.late
    stored.snapshot_digest, stored.manifest_digest = written.snapshot, written.digest
    stored.save()
    stored.calculations.add(*_calculations(draft.snapshot))
    payload = {"fy": cover.fy, "number": cover.number, "snapshot": written.snapshot}
    audit.record("release.publish", account=order.account, thing=stored, payload=payload)
    return stored


def _calculations(snapshot: Json) -> list[Calculation]:
    names = {
        point["calculation"]
        for item in snapshot["items"]
        for indicator in item["indicators"]
        for point in indicator["points"]
        if point["calculation"]
    }
    return list(Calculation.objects.filter(pk__in=[int(name[2:]) for name in names]))


def _evidence(plan: Plan) -> dict[str, Path]:
    """Return where the bytes of the public evidence lie, by the path in a release."""
    links = Actual.evidence.through.objects.filter(actual__indicator__item__plan=plan)
    files = (link.storedfile for link in links.select_related("storedfile"))
    return {evidence_path(each): storage.place(each.sha256) for each in files}


def settle(plan: Plan) -> None:
    """Put in order what stands outside the transaction: banners on old releases, `current`.

    Safe to repeat: what is done already stays.
    """
    numbers: dict[int, list[int]] = {}
    for row in Release.objects.filter(plan=plan).order_by("fy", "number"):
        numbers.setdefault(int(row.fy), []).append(row.number)
    for fy, several in numbers.items():
        for older, newer in pairwise(several):
            folder = release.folder_of(plan.slug, fy, older)
            newest = store.read(plan.slug, fy, newer).snapshot["release"]
            release.supersede(folder, newest)
    if numbers:
        newest_fy = max(numbers)
        wanted = (newest_fy, numbers[newest_fy][-1])
        if release.current_of(plan.slug) != "{}/r{}".format(*wanted):
            release.point_current(plan.slug, *wanted)


def correct(
    plan: Plan, wanted: corrections.Wanted, *, account: Account | None, on: date
) -> Release:
    """Correct something published and publish it at once: propose and publish in one.

    :raises YakubaError: if the correction is refused, or publishing is
    """
    corrections.propose(plan, wanted, account=account, on=on)
    return publish(plan, wanted.fy, account=account, on=on)
