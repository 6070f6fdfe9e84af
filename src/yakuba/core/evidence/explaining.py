"""What an indicator counts, and from what: `yakuba explain CODE`."""

from collections.abc import Iterator
from typing import Any, Final

from yakuba.core.evidence.definitions import Definition, Selected
from yakuba.kernel.evidence import Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock

_TITLES: Final = {
    "definition": "言葉で  ← definition",
    "parts": "分子 ÷ 分母  ← numerator_name、denominator_name",
    "unit": "単位とけた  ← unit、decimals",
    "better": "よい向き  ← better",
    "register": "記録の台帳  ← register",
    "selects": "読む記録  ← 指標の関数",
    "values": "規則に渡す値  ← Selected.fields",
    "rule": "数える規則  ← rule",
    "totals": "合計の分け方  ← month_of、section_of",
    "version": "版  ← version",
    "list": "数えた記録の一覧",
    "items": "使っている計画の項目  ← 指標の表の「記録からの計算」",
}


def explain(definition: Definition, *, items: list[str] | None = None) -> dict[str, Any]:
    """Return all that an indicator says of itself, as one JSON document.

    `items` are the plan items that use it, None where there is no town to ask.
    """
    today = clock.today()
    selected = definition.select(Scope(FiscalYear.of(today), today))
    return {
        "code": definition.code,
        "title": str(definition.title),
        "definition": str(definition.definition),
        "parts": [str(definition.numerator_name), str(definition.denominator_name)],
        "unit": {
            "unit": definition.unit,
            "decimals": definition.decimals,
            "rounding": "計画の「計算の方法」で決める",
        },
        "better": str(definition.better),
        "register": definition.register.code,
        "selects": _selection(definition, selected),
        "values": _labels(selected),
        "rule": f"{definition.rule.__module__}.{definition.rule.__qualname__}",
        "totals": [name for name in (definition.month_of, definition.section_of) if name],
        "version": definition.version,
        "list": f"/staff/r/{definition.register.code}/?indicator={definition.code}&fy=<年度>",
        "items": items,
    }


def _selection(definition: Definition, selected: Selected) -> dict[str, str]:
    function = definition.select
    said = (function.__doc__ or "").strip().splitlines()
    return {
        "function": f"{function.__module__}.{function.__qualname__}",
        "model": selected.records.model._meta.label,
        "what": said[0] if said else "",
    }


def _labels(selected: Selected) -> dict[str, str]:
    fields = selected.records.model._meta
    return {
        name: str(fields.get_field(name).verbose_name) if "__" not in name else name
        for name in selected.fields
    }


def lines(document: dict[str, Any]) -> Iterator[str]:
    """Yield the same for people."""
    yield f"{document['title']}（{document['code']}）"
    for key, title in _TITLES.items():
        value = document[key]
        if value in (None, [], {}, "", ["", ""]):
            continue
        yield ""
        yield title
        yield from (f"  {line}" for line in _indented(value))


def _indented(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {part}" for key, part in value.items()]
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
