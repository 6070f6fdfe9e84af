"""What a register derives, and from what: `yakuba explain CODE`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from yakuba.kernel.deadlines import Deadline
from yakuba.kernel.opendays import OpenDays
from yakuba.platform.office.rights import Role, scope_of
from yakuba.platform.registers.declaration import PAGES, Column, Register
from yakuba.platform.registers.facts import (
    column_title,
    field_of,
    form_fields,
    has_grid,
    key_of,
    label,
    number_name,
    order_of,
    section_path,
    state_name,
)
from yakuba.platform.registers.filters import kind_of
from yakuba.platform.registers.indexing import searched

_EXAMPLE: Final = date(2024, 4, 1)
_FILTERS: Final = {
    "choice": "選択肢から",
    "link": "ほかの台帳から",
    "truth": "はい・いいえ",
    "year": "年度",
    "instant": "年度",
    "day": "年度",
}


def explain(register: Register) -> dict[str, Any]:
    """Return all that is derived from a register, as one JSON document."""
    flow = register.flow
    return {
        "code": register.code,
        "title": str(register.title),
        "model": register.model._meta.label,
        "table": register.model._meta.db_table,
        "addresses": addresses(register),
        "columns": [_column(register, column) for column in register.columns],
        "fields": {name: label(register, name) for name in form_fields(register)},
        "filters": {name: _filter(register, name) for name in register.filters},
        "search": {name: label(register, name) for name in searched(register)},
        "order": list(order_of(register)),
        "sums": list(register.sums),
        "open_data": {name: label(register, name) for name in register.open_data},
        "csv": _csv(register),
        "api": api_addresses(register),
        "pasted_by": list(key_of(register)),
        "indicators": {},
        "items": [],
        "parts": [part.code for part in register.parts],
        "number": number_name(register),
        "state": state_name(register),
        "section": section_path(register),
        "data_class": str(register.data_class.value),
        "rights": rights(register),
        "deadlines": [_deadline(register, deadline) for deadline in register.deadlines],
        "flow": flow.diagram() if flow else None,
        "history": register.model.history.model._meta.db_table,  # type: ignore[attr-defined]
        "store": _dotted(register.store) or "yakuba.platform.registers.services.write",
        "visible": _dotted(register.visible),
        "pages": {name: register.pages.get(name) or "derived" for name in PAGES},
    }


def addresses(register: Register) -> dict[str, str]:
    """Return the addresses of a register."""
    home = f"/staff/r/{register.code}/"
    found = {
        "list": home,
        "new": f"{home}new",
        "csv": f"{home}csv",
        "detail": f"{home}<id>/",
        "edit": f"{home}<id>/edit",
    }
    if has_grid(register):
        found |= {"grid": f"{home}grid", "paste": f"{home}paste"}
    if register.flow:
        found["move"] = f"{home}<id>/move"
    if register.open_data:
        found["open data"] = f"/data/r/{register.code}.csv"
    return found


def api_addresses(register: Register) -> dict[str, str]:
    """Return the addresses of a register in the API: for staff, and for everybody."""
    found = {"staff": f"/api/v1/{register.code}", "staff, one": f"/api/v1/{register.code}/<id>"}
    if register.open_data:
        found["open"] = f"/api/v1/open/{register.code}"
    if register.open_data and number_name(register) in register.open_data:
        found["open, one"] = f"/api/v1/open/{register.code}/<number>"
    return found


def rights(register: Register) -> dict[str, dict[str, str]]:
    """Return for each action of the register how far each role's right goes."""
    steps = register.flow.steps if register.flow else ()
    actions = dict.fromkeys((register.actions.read, register.actions.write, *(s.by for s in steps)))
    return {
        action: {
            role.value: scope.value
            for role in Role
            if (scope := scope_of(role, action, register.data_class)) != "none"
        }
        for action in actions
    }


def lines(document: dict[str, Any]) -> Iterator[str]:
    """Yield the same for people."""
    yield f"{document['title']}（{document['code']}）"
    for key, title in _TITLES.items():
        value = document[key]
        if value in (None, [], {}, ""):
            continue
        yield ""
        yield title
        yield from (f"  {line}" for line in _indented(value))


_TITLES: Final = {
    "model": "もとの表  ← model",
    "addresses": "画面  ← code",
    "columns": "一覧の列  ← columns",
    "fields": "入力する欄  ← fields",
    "filters": "しぼり込み  ← filters",
    "search": "さがす欄  ← search",
    "order": "並び順  ← order",
    "sums": "合計する列  ← sums",
    "open_data": "公開する列（CSV）  ← open_data",
    "csv": "CSV の見出し  ← columns、open_data",
    "api": "API  ← code、open_data",
    "pasted_by": "貼り付けで同じ行とみる欄  ← pasted_by、重複を許さない制約",
    "indicators": "この台帳から計算する指標  ← indicators.py",
    "items": "その指標で測る実施計画項目  ← 計画の指標",
    "parts": "ぶら下がる台帳  ← parts",
    "number": "番号の欄  ← number_field",
    "state": "状態の欄  ← state_field",
    "section": "行の持ち主  ← section_field",
    "data_class": "区分  ← data_class",
    "rights": "役割ごとの権限  ← actions、flow と rights.TABLE",
    "deadlines": "期限  ← deadlines",
    "flow": "手続の流れ  ← flow",
    "history": "履歴の表  ← history",
    "store": "書き込み  ← store",
    "visible": "見える行の追加条件  ← visible",
    "pages": "画面の置き換え  ← pages",
}


def _csv(register: Register) -> dict[str, str]:
    heads = {"staff": [column_title(register, column) for column in register.columns]}
    if register.open_data:
        heads["open"] = [label(register, name) for name in register.open_data]
    return {who: ",".join(titles) for who, titles in heads.items()}


def _column(register: Register, column: str | Column) -> str:
    title = column_title(register, column)
    if isinstance(column, str):
        return f"{title}（{column}：{type(field_of(register, column)).__name__}）"
    if isinstance(column.of, Deadline):
        return f"{title}（期限 {column.of.name}）"
    return f"{title}（{_dotted(column.of)}）"


def _filter(register: Register, name: str) -> str:
    return f"{label(register, name)}（{_FILTERS[kind_of(field_of(register, name)) or '']}）"


def _deadline(register: Register, deadline: Deadline) -> dict[str, str]:
    return {
        "name": deadline.name,
        "starts": label(register, deadline.starts),
        "ends": label(register, deadline.ends),
        "example": deadline.explain(_EXAMPLE, OpenDays()),
        "source": str(deadline.source),
    }


def _dotted(thing: Any) -> str | None:
    return None if thing is None else f"{thing.__module__}.{thing.__qualname__}"


def _indented(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, dict):
                yield f"{key}: " + "、".join(f"{k}={v}" for k, v in part.items())
            else:
                yield f"{key}: {part}"
    elif isinstance(value, list):
        for part in value:
            yield from _indented(part)
    else:
        yield from str(value).rstrip().splitlines()
