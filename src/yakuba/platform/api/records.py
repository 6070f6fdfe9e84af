"""What the API does: lists, one record, create, change.  All writing ends in registers.services."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.api.problems import Clashes
from yakuba.platform.api.values import read, told
from yakuba.platform.registers import services
from yakuba.platform.registers.csvs import open_records
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.details import Detail
from yakuba.platform.registers.facts import number_name
from yakuba.platform.registers.filters import Filter, filter_of
from yakuba.platform.registers.lists import PAGE, Listing
from yakuba.platform.registers.merging import merge
from yakuba.platform.registers.scope import note_look, require, rows

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

Json = dict[str, Any]


def page_of(register: Register, actor: "Actor", params: QueryDict, names: tuple[str, ...]) -> Json:
    """Return a page of the records that the actor reads, by filters, search and sort.

    :raises YakubaError: if a filter's value is none of its choices
    """
    require(actor, register.actions.read, register)
    listing = Listing(register, actor, params)
    _check(listing.filters)
    found = listing.page_records(names)
    note_look(register, actor, query=listing.query(), count=len(found))
    told_records = [_staff(record, names) for record in found]
    return _page(listing.page, listing.count, told_records) | {"sentence": listing.sentence()}


def record_of(register: Register, actor: "Actor", key: int, names: tuple[str, ...]) -> Json:
    """Return a record that the actor reads.

    :raises Http404: if there is none for the actor's eyes
    """
    record = _found(register, actor, key, names)
    note_look(register, actor, record=record)
    return _staff(record, names)


def create(
    register: Register,
    actor: "Actor",
    asked: Mapping[str, Any],
    names: tuple[str, ...],
    *,
    reason: str,
    key: str,
) -> Json | None:
    """Store a new record and return it; None if the key was handled before.

    :raises YakubaError: if it may not be stored
    """
    require(actor, register.actions.write, register)
    values = read(register, asked)
    made = services.create(register, values, actor=actor, reason=reason, key=key)
    return None if made is None else _staff(made, names)


def change(
    register: Register,
    actor: "Actor",
    key: int,
    asked: Mapping[str, Any],
    *,
    seen: int,
    reason: str,
) -> Any:
    """Store changed values over the version that the caller saw.

    :raises Http404: if there is no such record for the actor's eyes
    :raises Clashes: if somebody else changed one of the same fields since
    :raises YakubaError: if it may not be stored
    """
    record = _found(register, actor, key)
    require(actor, register.actions.write, register, record)
    values = read(register, asked)
    if seen != record.version:
        newest = Detail(register, record, actor).newest()
        found = merge(register, record, values, base_version=seen, answers={}, newest=newest)
        if found.clashes:
            raise Clashes(record.version, found.clashes)
        values = found.values
    return services.save(
        register, record, values, actor=actor, expected_version=record.version, reason=reason
    )


def open_filters(register: Register) -> tuple[str, ...]:
    """Return the filters that ask for open columns only."""
    return tuple(name for name in register.filters if name in register.open_data)


def open_page(register: Register, params: QueryDict) -> Json:
    """Return a page of the open columns.

    :raises YakubaError: if a filter's value is none of its choices
    """
    found = open_records(register)
    filters = [filter_of(register, n, params.get(n, "")) for n in open_filters(register)]
    _check(filters, params)
    for one in filters:
        found = found.filter(one.q())
    order = [asked] if (asked := str(params.get("sort", ""))) else []
    page = Paginator(found.order_by(*order, "pk"), PAGE).get_page(params.get("page"))
    records = [told(one, register.open_data, open_only=True) for one in page.object_list]
    return _page(page, page.paginator.count, records)


def open_record(register: Register, number: str) -> Json:
    """Return the open columns of a record, by its number where the number is open.

    :raises Http404: if there is none
    """
    name = number_name(register)
    if name is None or name not in register.open_data:
        raise Http404
    record = open_records(register).filter(**{name: number}).first()
    if record is None:
        raise Http404
    return told(record, register.open_data, open_only=True)


def _found(register: Register, actor: "Actor", key: int, along: tuple[str, ...] = ()) -> Any:
    require(actor, register.actions.read, register)
    record = rows(register, actor, along=along).filter(pk=key).first()
    if record is None:
        raise Http404
    return record


def _staff(record: Any, names: tuple[str, ...]) -> Json:
    own = {"id": record.pk, "version": record.version}
    return own | told(record, names, open_only=False)


def _page(page: Page[Any], total: int, records: list[Json]) -> Json:
    return {
        "total": total,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "records": records,
    }


def _check(filters: list[Filter], params: QueryDict | None = None) -> None:
    wrong = [one for one in filters if one.value and not one.is_on]
    if wrong:
        message = _("「%(value)s」は%(label)sの選択肢にありません。")
        raise YakubaError(
            *(
                Problem("api.filter", message % {"value": f.value, "label": f.label}, "", f.name)
                for f in wrong
            )
        )
