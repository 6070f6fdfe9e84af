"""The records behind frozen figures: which table a register's are in, which were destroyed.

Records are destroyed under retention by a decision (決裁); what a figure was made from stays with
the figure, and the figure says by which decision its records went.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from yakuba.core.indicators.models import Actual, CalculationRow, Destroyed, Destruction
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor
from yakuba.platform.registers import registry
from yakuba.platform.search import services as search

TYPED: Final = "indicators.actual"
CHUNK: Final = 2_000


@dataclass(frozen=True, slots=True)
class Lost:
    """Records behind a figure whose history is gone: by a decision, or nobody knows why."""

    decision: Destruction | None
    count: int


def model_of(register: str) -> type[models.Model]:
    """Return the table of a register's records."""
    if register == TYPED:
        return Actual
    known = registry.find(register)
    return known.model if known else apps.get_model(register)


@transaction.atomic
def destroy(
    register: str,
    records: "models.QuerySet[Any]",
    *,
    decision_no: str,
    decided_on: date,
    actor: Actor | None,
) -> Destruction:
    """Delete records whose time of keeping is over, with their history, and note the decision.

    Frozen figures keep the values that they were made from; they say by which decision the
    records went.

    :raises YakubaError: if the decision has no number
    """
    if not decision_no.strip():
        message, fix = _("廃棄の決定の番号がありません。"), _("決裁の番号を入れてください。")
        raise YakubaError(Problem("destruction.decision", message, fix, place="decision_no"))
    model: Any = records.model
    keys = list(records.order_by("pk").values_list("pk", flat=True))
    made = Destruction(register=register, decision_no=decision_no.strip(), decided_on=decided_on)
    made.at, made.count = clock.now(), len(keys)
    made.save()
    Destroyed.objects.bulk_create(
        (Destroyed(destruction=made, register=register, record=str(key)) for key in keys),
        batch_size=CHUNK,
    )
    for some in _chunks(keys):
        _erase(register, model, some)
    payload = {"register": register, "decision": made.decision_no, "decided_on": decided_on}
    audit.record("record.destroy", actor=actor, thing=made, payload=payload, count=len(keys))
    return made


def _chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _erase(register: str, model: Any, keys: Collection[Any]) -> None:
    """Delete records, then the history: deleting writes one last row of it."""
    model._default_manager.filter(pk__in=keys).delete()
    search.forget(register, keys)
    if hasattr(model, "history"):
        model.history.filter(**{f"{model._meta.pk.name}__in": keys}).delete()


def destroyed_among(register: str, records: Collection[str]) -> dict[str, Destruction]:
    """Return which of the records were destroyed, and by which decision."""
    if not records:
        return {}
    rows = Destroyed.objects.filter(register=register).select_related("destruction")
    wanted = set(records)
    return {row.record: row.destruction for row in rows if row.record in wanted}


def lost_of(rows: Iterable[CalculationRow]) -> list[Lost]:
    """Return the records whose history is gone, by the decision that destroyed them."""
    by_register: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.history_id:
            by_register[row.register][row.history_id] = row.record
    counts: defaultdict[int, int] = defaultdict(int)
    decisions: dict[int, Destruction | None] = {0: None}
    for register, histories in by_register.items():
        missing = _missing(register, histories)
        known = destroyed_among(register, missing)
        for record in missing:
            decision = known.get(record)
            number = decision.pk if decision else 0
            decisions[number] = decision
            counts[number] += 1
    return [Lost(decisions[number], count) for number, count in sorted(counts.items())]


def _missing(register: str, histories: dict[str, str]) -> list[str]:
    """Return the records whose row of the history no longer exists."""
    history: Any = model_of(register).history  # type: ignore[attr-defined]
    there: set[str] = set()
    for some in _chunks(list(histories)):
        found = history.filter(history_id__in=some).values_list("history_id", flat=True)
        there.update(map(str, found))
    return [record for number, record in histories.items() if number not in there]
