"""Reads the JSON of a problem; whatever is wrong gets one sentence with its place."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from yakuba.engines.levelling.problem import (
    DEMOLISH,
    LONG_LIFE,
    REBUILD,
    REPAIR,
    Asset,
    Kind,
    Limits,
    Prices,
    Problem,
)
from yakuba.kernel.problems import Problem as Fault
from yakuba.kernel.problems import YakubaError
from yakuba.kernel.text import quote

MOST_YEARS: Final = 200
MOST_AGE: Final = 500
MOST_PARTS: Final = 50
MOST_COST: Final = 1e15
_ABSENT: Final = object()


class Reader:
    """One object of the document, with the path that leads to it."""

    def __init__(self, value: Any, path: str) -> None:
        self.path = path
        if not isinstance(value, dict):
            refuse(path or "全体", "{ } で囲んだ項目の集まりではありません。")
        self.value: Mapping[str, Any] = value

    def __call__(self, name: str) -> Any:
        """Return a field.

        :raises YakubaError: if it is missing
        """
        found = self.value.get(name, _ABSENT)
        if found is _ABSENT:
            refuse(self.at(name), "項目がありません。", "項目を足してください。")
        return found

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def inner(self, name: str) -> "Reader":
        """Return the reader of an object inside."""
        return Reader(self(name), self.at(name))

    def number(self, name: str, least: float = 0.0, most: float = MOST_COST) -> float:
        """Return a number of a range."""
        return number(self(name), self.at(name), least, most)

    def whole(self, name: str, least: int = 0, most: int = MOST_AGE) -> int:
        """Return a whole number of a range."""
        return whole(self(name), self.at(name), least, most)

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        found = self(name)
        if not isinstance(found, str) or not found.strip():
            refuse(self.at(name), "空でない文字ではありません。", '"…" の形で書いてください。')
        return found

    def flag(self, name: str) -> bool:
        """Return true or false."""
        found = self(name)
        if not isinstance(found, bool):
            refuse(self.at(name), "true でも false でもありません。")
        return found

    def items(self, name: str) -> list[Any]:
        """Return a list."""
        found = self(name)
        if not isinstance(found, list):
            refuse(self.at(name), "[ ] で囲んだ並びではありません。")
        return found


def read(data: bytes, file: str) -> Problem:
    """Return the problem that a JSON document describes.

    :raises YakubaError: if it cannot be read, or a field is missing, of a wrong type or impossible
    """
    try:
        return from_json(json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant))
    except UnicodeDecodeError as error:
        words = f"{quote(file)}は UTF-8 の文字として読めません。"
        raise YakubaError(Fault("levelling.encoding", words, place=file)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        words = f"{quote(file)}の{line}行目は JSON として読めません。"
        fix = "括弧、引用符、コンマを確かめてください。"
        raise YakubaError(Fault("levelling.json", words, fix, place=f"{file}:{line}")) from error
    except YakubaError as error:
        inner = error.problems[0]
        words = f"{quote(file)}の {inner.place}：{inner.message}"
        raise YakubaError(Fault(inner.code, words, inner.fix, place=inner.place)) from error


def from_json(document: Any) -> Problem:
    """Return the problem that a parsed document describes.

    :raises YakubaError: as `read`, with the path of the field as the place
    """
    top = Reader(document, "")
    growth = top.items("running_growth")
    if len(growth) != 2:
        refuse("running_growth", "数が2つではありません。")
    return Problem(
        start_fy=top.whole("start_fy", 1868, 2199),
        years=top.whole("years", 1, MOST_YEARS),
        discount_rate=top.number("discount_rate", 0.0, 1.0),
        assets=_assets(top.items("assets")),
        works=_works(top.inner("works")),
        running_growth=(
            number(growth[0], "running_growth[0]", -1.0, 1.0),
            number(growth[1], "running_growth[1]", -1.0, 1.0),
        ),
        terminal_share=top.number("terminal_share", 0.0, 100.0),
        limits=_limits(top.inner("limits")),
        prices=_prices(top.inner("prices")),
    )


def _assets(items: list[Any]) -> tuple[Asset, ...]:
    if not items:
        refuse("assets", "施設が1つもありません。", "施設を足してください。")
    assets = tuple(_asset(Reader(item, f"assets[{at}]")) for at, item in enumerate(items))
    seen: set[str] = set()
    for at, asset in enumerate(assets):
        if asset.id in seen:
            words = f"{quote(asset.id)}が2回あります。"
            refuse(f"assets[{at}].id", words, "名前を分けてください。")
        seen.add(asset.id)
    return assets


def _asset(read: Reader) -> Asset:
    asset = Asset(
        id=read.text("id"),
        group=read.text("group"),
        area_m2=read.number("area_m2"),
        age=read.whole("age"),
        life=read.whole("life", 1),
        removable=read.flag("removable"),
        rebuild_cost=read.number("rebuild_cost"),
        running_cost=read.number("running_cost"),
        replacement_service_cost=read.number("replacement_service_cost"),
        demolition_cost=read.number("demolition_cost"),
    )
    if asset.age > asset.life:
        words = (
            f"{quote(asset.id)}の築年数（{asset.age}）が耐用年数（{asset.life}）を超えています。"
        )
        refuse(read.at("age"), words, "どちらかを直してください。")
    return asset


def _works(read: Reader) -> dict[str, Kind]:
    repair, longer = read.inner(REPAIR), read.inner(LONG_LIFE)
    rebuild, demolish = read.inner(REBUILD), read.inner(DEMOLISH)
    return {
        REPAIR: Kind(
            **_common(repair),
            share=repair.number("share", most=100.0),
            years_younger=repair.whole("years_younger"),
            youngest=repair.whole("youngest"),
            before_limit=repair.whole("before_limit"),
        ),
        LONG_LIFE: Kind(
            **_common(longer),
            share=longer.number("share", most=100.0),
            years_younger=longer.whole("years_younger"),
            limit_gain=longer.whole("limit_gain"),
        ),
        REBUILD: Kind(**_common(rebuild), share=rebuild.number("share", most=100.0)),
        DEMOLISH: Kind(**_common(demolish)),
    }


def _common(read: Reader) -> dict[str, int]:
    return {
        "from_age": read.whole("from_age"),
        "payment_years": read.whole("payment_years", 1, MOST_PARTS),
    }


def _limits(read: Reader) -> Limits:
    points = read.items("group_checkpoints")
    path = read.at("group_checkpoints")
    return Limits(
        flat_line_max=read.number("flat_line_max"),
        works_per_year=read.whole("works_per_year", 0, 1_000_000),
        area_reduction_share=read.number("area_reduction_share", most=1.0),
        group_area_kept_share=read.number("group_area_kept_share", most=1.0),
        group_checkpoints=tuple(
            whole(point, f"{path}[{at}]", 0, MOST_AGE) for at, point in enumerate(points)
        ),
    )


def _prices(read: Reader) -> Prices:
    return Prices(overshoot=read.number("overshoot"), flat_line=read.number("flat_line"))


def number(value: Any, path: str, least: float, most: float) -> float:
    """Return a number of a range.

    :raises YakubaError: if it is none
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        refuse(path, f"{_shown(value)}は数ではありません。", "数を書いてください。")
    if not least <= value <= most:
        refuse(path, f"{_shown(value)}は使えません。", f"{least:g}〜{most:g}にしてください。")
    return float(value)


def whole(value: Any, path: str, least: int, most: int) -> int:
    """Return a whole number of a range.

    :raises YakubaError: if it is none
    """
    found = number(value, path, least, most)
    if found != int(found):
        refuse(path, f"{_shown(value)}は整数ではありません。", "整数を書いてください。")
    return int(found)


def refuse(path: str, message: str, fix: str = "") -> NoReturn:
    """Say what is wrong at a place.

    :raises YakubaError: always
    """
    raise YakubaError(Fault("levelling.input", message, fix, place=path))


def _no_constant(name: str) -> NoReturn:
    refuse("全体", f"「{name}」は数として使えません。", "数を書いてください。")


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _shown(value: Any) -> str:
    return quote(json.dumps(value, ensure_ascii=False))
