"""What the town holds about one person, and who looked at personal data."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q

from yakuba.kernel.wareki import parse_date
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.audit.models import Event
from yakuba.platform.office.models import Account, Person, fold_login_name
from yakuba.platform.registers.registry import all_registers
from yakuba.site.exporting import SECRET_FIELDS, exported_models, plain

# Each of them is written down only when somebody saw or took records with personal data.
LOOKS: Final = ("record.read", "record.export", "file.read", "person.export")


def everything_about(who: str) -> list[dict[str, Any]]:
    """Return the rows about a person, named by staff number or by name, and write that down.

    A row is about a person when it is that person's account, office or act, or when a register's
    text holds the name; each says why it is there.
    """
    people = Person.objects.filter(name=who)
    accounts = Account.objects.filter(
        Q(login_name=fold_login_name(who)) | Q(person__in=people)
    ).distinct()
    people = Person.objects.filter(Q(pk__in=people) | Q(account__in=accounts))
    names = {who, *people.values_list("name", flat=True)}
    found = [*_linked(set(accounts), set(people)), *_naming(names)]
    payload = {"who": who, "tables": sorted({row["table"] for row in found})}
    audit.record("person.export", payload=payload, count=len(found))
    return found


def _linked(accounts: set[Account], people: set[Person]) -> Iterator[dict[str, Any]]:
    """Give the person's own rows, and all rows that point to them."""
    for model in exported_models():
        if model in (Account, Person):
            own = sorted(accounts if model is Account else people, key=lambda row: row.pk)
            yield from (_row(row, "self") for row in own)
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model if field.is_relation else None
            if target in (Account, Person):
                wanted = accounts if target is Account else people
                keys = [each.pk for each in wanted]
                rows = model._base_manager.filter(**{f"{field.attname}__in": keys}).order_by("pk")
                yield from (_row(row, field.name) for row in rows)


def _naming(names: set[str]) -> Iterator[dict[str, Any]]:
    """Give the records of registers in whose text one of the names stands."""
    for register in all_registers():
        texts = [
            field.name
            for field in register.model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        for record in register.model._default_manager.order_by("pk").iterator(chunk_size=500):
            for name in texts:
                held = str(getattr(record, name) or "")
                if any(each and each in held for each in names) and not isinstance(record, Person):
                    yield _row(record, name)
                    break


def _row(record: models.Model, why: str) -> dict[str, Any]:
    label = record._meta.label_lower
    row = {
        field.attname: plain(field.value_from_object(record))
        for field in record._meta.concrete_fields
        if f"{label}.{field.name}" not in SECRET_FIELDS
    }
    return {"table": label, "why": why, "row": row}


def looks(since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Return who looked at personal data from one instant to before another, oldest first."""
    with transaction.atomic():
        events = Event.objects.filter(action__in=LOOKS, at__gte=since, at__lt=until)
        rows = list(events.select_related("account__person", "payload").order_by("pk"))
    return [
        {
            "event": event.pk,
            "at": plain(event.at),
            "number": event.account.login_name if event.account else "",
            "name": _name(event.account),
            "action": event.action,
            "register": event.register,
            "record": event.record_id,
            "count": event.count,
            "detail": _detail(event),
        }
        for event in rows
    ]


def instant(text: str, *, is_end: bool = False) -> datetime:
    """Return the instant that a text means: a day (its beginning, or its end), or day and time.

    :raises YakubaError: if it is neither
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _edge(parse_date(text), is_end=is_end)
    if len(text) <= len("2024-06-10"):
        return _edge(found.date(), is_end=is_end)
    return found if found.tzinfo else found.replace(tzinfo=clock.TOKYO)


def _edge(day: date, *, is_end: bool) -> datetime:
    return datetime.combine(day + timedelta(days=int(is_end)), time(), tzinfo=clock.TOKYO)


def _name(account: Account | None) -> str:
    person = getattr(account, "person", None)
    return person.name if person else ""


def _detail(event: Event) -> str:
    payload = getattr(event, "payload", None)
    return payload.text if payload else ""
