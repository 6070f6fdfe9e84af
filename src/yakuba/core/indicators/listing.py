"""What the registers' pages say of figures: which records a figure counted, what a record feeds.

The lists show exactly the keys that the indicator returned; nothing is selected a second time.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evidence import live
from yakuba.core.evidence.definitions import DEFINITIONS, Definition, find
from yakuba.core.indicators.models import Calculation, Indicator
from yakuba.core.indicators.services import plain
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.wareki import parse_fiscal_year
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import Role
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.feeds import Feed
from yakuba.platform.registers.selections import Selection


def live_selection(which: Register, params: QueryDict, actor: Actor) -> Selection:
    """Return the records that an indicator reads now: `?indicator=CODE&fy=2023`.

    :raises YakubaError: if the indicator is unknown or reads another register
    """
    definition = _of_register(find(str(params["indicator"])), which)
    _note_look(actor, definition.code, which)
    asked = params.get("fy", "")
    fy = parse_fiscal_year(asked) if asked else FiscalYear.of(clock.today())
    found = live.compute(definition, live.scope_of(fy))
    sentence = _("{year}の「{title}」がいま数えている記録").format(
        year=fy.wareki, title=definition.title
    )
    return Selection([row.record for row in found.rows], sentence, ("indicator", "fy"))


def frozen_selection(which: Register, params: QueryDict, actor: Actor) -> Selection:
    """Return the records behind a frozen figure: `?calculation=ID`.

    :raises YakubaError: if there is no such calculation, or it counted another register
    """
    number = str(params["calculation"]).removeprefix("c-")
    related = Calculation.objects.select_related("indicator")
    frozen = related.filter(pk=int(number)).first() if number.isdecimal() else None
    rows = frozen.rows.filter(register=which.code) if frozen else None
    keys = list(rows.values_list("record", flat=True)) if rows is not None else []
    if frozen is None or not keys:
        message = _("計算「{number}」は、この台帳の記録を数えていません。")
        raise YakubaError(
            Problem("selection.calculation", message.format(number=str(params["calculation"])))
        )
    _note_look(actor, str(frozen), which)
    sentence = _("固定した計算 {number}（{year}の「{name}」）が数えた記録").format(
        number=frozen, year=frozen.fy.wareki, name=frozen.indicator.name
    )
    return Selection(keys, sentence, ("calculation",))


def _note_look(actor: Actor | None, asked: str, which: Register) -> None:
    """Put on record that an auditor looked at the records behind a figure."""
    if actor is not None and Role.AUDITOR in actor.roles:
        audit.record("figure.list", actor=actor, payload={"asked": asked, "register": which.code})


def _of_register(definition: Definition, which: Register) -> Definition:
    if definition.register.code != which.code:
        message = _("「{title}」は、この台帳の記録を数えていません。").format(
            title=definition.title
        )
        raise YakubaError(Problem("selection.register", message))
    return definition


def feeds_of(which: Register, record: Any = None) -> Iterable[Feed]:
    """Yield the figures that come from a register, or that counted one record when frozen."""
    if record is None:
        yield from _figures_of(which)
        return
    rows = Calculation.objects.filter(rows__register=which.code, rows__record=str(record.pk))
    newest = {
        (row.indicator_id, row.fy): row
        for row in rows.order_by("pk").select_related("indicator__item__plan")
    }
    for frozen in newest.values():
        value = "" if frozen.value is None else plain(frozen.value)
        yield Feed(
            title=f"{frozen.indicator.item.item_key} {frozen.indicator.name}",
            href=_item_page(frozen.indicator),
            note=frozen.fy.wareki,
            value=value,
            unit=frozen.indicator.unit,
        )


def _figures_of(which: Register) -> Iterable[Feed]:
    codes = [code for code, each in DEFINITIONS.items() if each.register.code == which.code]
    rows = Indicator.objects.filter(computed_by__in=codes).select_related("item__plan")
    for indicator in rows.order_by("item_id", "position"):
        title = f"{indicator.item.item_key} {indicator.name}"
        yield Feed(title=title, href=_item_page(indicator))


def items_using(code: str) -> list[str] | None:
    """Return the plan items that a computed indicator measures, None without a town to ask."""
    if Indicator._meta.db_table not in connection.introspection.table_names():
        return None
    rows = Indicator.objects.filter(computed_by=code).select_related("item")
    return [f"{row.item.item_key} {row.item}　{row.name}" for row in rows.order_by("pk")]


def _item_page(indicator: Indicator) -> str:
    item = indicator.item
    return reverse("public-item", kwargs={"plan": item.plan.slug, "key": item.item_key})
