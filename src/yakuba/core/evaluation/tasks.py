"""The tasks of a yearly report: what is done, begun, not begun."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.grading import Reading
from yakuba.core.evaluation.models import Sheet
from yakuba.platform.drafts.models import Draft
from yakuba.platform.office.models import Account

ORDER: Final = ("figures", "done", "not-done", "next")
TITLES: Final = {
    "figures": _("実績を確かめる"),
    "actions": _("取組の実績"),
    "done": _("できたこと"),
    "not-done": _("できなかったことと、その理由"),
    "next": _("次にすること"),
}
FIELDS: Final = {"done": "done_text", "not-done": "not_done_text", "next": "next_text"}


def draft_form(task: str) -> str:
    """Return the name under which the draft of a task is kept."""
    return f"sheet-{task}"


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a report.  `counts`: it is one of the four."""

    name: str
    text: str
    is_done: bool
    draft: Draft | None = None
    note: str = ""
    counts: bool = True
    readings: Sequence[Reading] = field(default_factory=list)

    @property
    def title(self) -> object:
        """Return the title of the task."""
        return TITLES[self.name]

    @property
    def color(self) -> str:
        """Return the color of its chip."""
        if self.draft is not None:
            return "yellow"
        return "green" if self.is_done else ""

    @property
    def word(self) -> str:
        """Return the word of its chip."""
        if self.draft is not None:
            return say("書きかけ")
        return say("済み") if self.is_done else say("まだ")


def tasks_of(sheet: Sheet, readings: Sequence[Reading], *, account: Account) -> list[Task]:
    """Return the four tasks of a report and that of its planned actions, if it has any."""
    rows = Draft.objects.filter(
        account=account, record=str(sheet.pk), form__in=[draft_form(name) for name in FIELDS]
    )
    drafts = {draft.form: draft for draft in rows}
    tasks = [_figures(sheet, readings)]
    actions = list(sheet.item.actions.filter(fy=sheet.round.fy))
    if actions:
        told = sum(bool(action.actual_stage) for action in actions)
        words = say("{count}件の取組のうち、{told}件を書きました。")
        text = words.format(count=len(actions), told=told)
        tasks.append(Task("actions", text, told == len(actions), counts=False))
    return tasks + [_text(sheet, name, drafts.get(draft_form(name))) for name in FIELDS]


def _figures(sheet: Sheet, readings: Sequence[Reading]) -> Task:
    if not readings:
        return Task("figures", say("この項目には指標がありません。"), is_done=True)
    known = sum(reading.actual is not None for reading in readings)
    words = say("{count}件の数字のうち、{known}件が入っています。")
    text = words.format(count=len(readings), known=known)
    is_done = sheet.figures_confirmed_on is not None
    return Task("figures", text, is_done, readings=readings)


def _text(sheet: Sheet, name: str, draft: Draft | None) -> Task:
    stored = getattr(sheet, FIELDS[name])
    typed = draft.data.get(FIELDS[name], "") if draft else stored
    note = say("{n}字").format(n=len(stored)) if stored and not draft else ""
    return Task(name, typed or str(_INVITE.get(name, "")), bool(stored.strip()), draft, note)


_INVITE: Final = {"next": _("次の年度の取組に引き継がれます。")}


def next_task(name: str) -> str | None:
    """Return the task after one of the four, None after the last."""
    place = ORDER.index(name) + 1
    return ORDER[place] if place < len(ORDER) else None
