"""Charts as SVG: pure functions, classes instead of styles, coordinates without floats.

A chart is drawn twice, wide and for a phone; a container query of the style sheet chooses.  The
table with the same figures stands beside it on the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.core.publication.axes import Chart, Frame, Spot, width_of
from yakuba.kernel.numbers import format_number, round_half_up

LABEL_HEIGHT: Final = 18
STRONG_SHARE: Final = Fraction(5, 8)  # half the width of a label in larger, bold type


def draw(chart: Chart) -> SafeString:
    """Return both drawings of a chart."""
    return format_html(
        '<div class="yk-wide-only">{}</div><div class="yk-narrow-only">{}</div>',
        _svg(_frame(chart, narrow=False), "ch"),
        _svg(_frame(chart, narrow=True), "cs"),
    )


def _frame(chart: Chart, *, narrow: bool) -> Frame:
    marks = tuple(chart.ticks)
    left = 12 + max(width_of(_tick(chart, mark)) for mark in marks)
    right = 12 if narrow else max(96, 16 + _side_width(chart))
    width, height = (328, 280) if narrow else (760, 320)
    frame = Frame(chart, marks, width, height, left, right, narrow=narrow)
    if chart.is_line or not _is_tight(frame):
        return frame
    more = _widest(chart) * 5 // 4  # the figures stand upright above the bars
    return replace(frame, top=frame.top + more, height=height + more)


def _side_width(chart: Chart) -> int:
    labels = [_target_text(spot) for spot in chart.spots[-1:] if spot.target is not None]
    return max((width_of(label) for label in labels), default=0)


def _target_text(spot: Spot) -> str:
    return _("目標 %(value)s") % {"value": spot.target_label}


def _tick(chart: Chart, mark: Decimal) -> str:
    return format_number(mark, minus="−")


def _svg(frame: Frame, prefix: str) -> SafeString:
    chart = frame.chart
    parts = [*_grid(frame), *_years(frame), *_targets(frame)]
    parts += _line(frame) if chart.is_line else _bars(frame)
    parts += _labels(frame)
    return format_html(
        '<svg viewBox="0 0 {0} {1}" role="img" aria-labelledby="{2}-{3}-t {2}-{3}-d">'
        '<title id="{2}-{3}-t">{4}</title><desc id="{2}-{3}-d">{5}</desc>{6}</svg>',
        frame.width,
        frame.height,
        prefix,
        chart.code,
        chart.title,
        chart.description,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _at(value: Fraction | int) -> str:
    """Return a coordinate with one decimal."""
    return str(round_half_up(value, 1))


def _text(text: str, x: Fraction | int, y: Fraction | int, *, kind: str, anchor: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        kind,
        _at(x),
        _at(y),
        anchor,
        text,
    )


def _segment(kind: str, start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction]) -> str:
    return format_html(
        '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', kind, *map(_at, (*start, *end))
    )


def _grid(frame: Frame) -> Iterator[str]:
    for mark in frame.ticks:
        y = frame.y(mark)
        left, edge = Fraction(frame.left), Fraction(frame.edge)
        kind = "c-axis" if mark == 0 else "c-grid"
        yield _segment(kind, (left, y), (edge, y))
        label = _tick(frame.chart, mark)
        yield _text(label, frame.left - 8, y + 5, kind="c-tick", anchor="end")
    unit = _("（%(unit)s）") % {"unit": frame.chart.unit}
    yield _text(unit, 0, 14, kind="c-unit", anchor="start")


def _years(frame: Frame) -> Iterator[str]:
    every = _every(frame)
    for index, spot in enumerate(frame.chart.spots):
        if spot.missing:
            yield from _missing(frame, index, spot)
        if spot.breaks and index:
            x = frame.left + frame.slot * index
            yield _segment("c-cap c-break", (x, Fraction(frame.top)), (x, Fraction(frame.bottom)))
        if (len(frame.chart.spots) - 1 - index) % every == 0:
            label = spot.short if frame.narrow or not frame.chart.is_line else spot.long
            kind = "c-strong" if spot.now else "c-year"
            yield _text(label, frame.x(index), frame.bottom + 24, kind=kind, anchor="middle")


def _every(frame: Frame) -> int:
    """Return that each n-th year is named, so that the names do not touch."""
    widest = max(width_of(spot.short) for spot in frame.chart.spots) + 6
    return max(1, -(-widest * frame.slot.denominator // frame.slot.numerator))


def _missing(frame: Frame, index: int, spot: Spot) -> Iterator[str]:
    wide = frame.slot * Fraction(21, 25)
    yield format_html(
        '<rect class="c-gap" x="{}" y="{}" width="{}" height="{}"/>',
        _at(frame.x(index) - wide / 2),
        frame.top,
        _at(wide),
        frame.bottom - frame.top,
    )
    middle = (frame.top + frame.bottom) // 2
    for number, line in enumerate(_lines(spot.missing, wide)):
        yield _text(line, frame.x(index), middle + 20 * number, kind="c-note", anchor="middle")


def _lines(words: str, wide: Fraction) -> list[str]:
    """Return words in one line or two, or none where even half of them is too wide."""
    half = words.find(" ") if " " in words else len(words) // 2
    for lines in ([words], [words[:half], words[half:].strip()]):
        if max(map(width_of, lines)) <= wide:
            return lines
    return []


def _targets(frame: Frame) -> Iterator[str]:
    reach = frame.slot * Fraction(2, 5)
    for index, spot in enumerate(frame.chart.spots):
        if spot.target is not None:
            x, y = frame.x(index), frame.y(spot.target)
            yield _segment("c-target", (x - reach, y), (x + reach, y))


def _runs(spots: Iterable[Spot]) -> list[list[int]]:
    """Return the stretches of years that one line may join: no gap, no change of method."""
    runs: list[list[int]] = [[]]
    for index, spot in enumerate(spots):
        if spot.value is None or spot.breaks:
            runs.append([])
        if spot.value is not None:
            runs[-1].append(index)
    return [run for run in runs if len(run) > 1]


def _line(frame: Frame) -> list[str]:
    spots = frame.chart.spots
    parts: list[str] = []
    for run in _runs(spots):
        points = " ".join(
            f"{_at(frame.x(index))},{_at(frame.y(spots[index].value or Decimal(0)))}"
            for index in run
        )
        parts.append(format_html('<polyline class="c-line" points="{}"/>', points))
    for index, spot in enumerate(spots):
        if spot.value is not None:
            at = (_at(frame.x(index)), _at(frame.y(spot.value)))
            radius = 8 if spot.now else 6
            dot = '<circle class="c-dot" cx="{}" cy="{}" r="{}"/>'
            parts.append(format_html(dot, *at, radius))
    return parts


def _bars(frame: Frame) -> list[str]:
    wide, zero = frame.slot * Fraction(3, 5), frame.y(Decimal(0))
    parts: list[str] = []
    for index, spot in enumerate(frame.chart.spots):
        if spot.value is not None:
            y = frame.y(spot.value)
            bar = '<rect class="c-bar" x="{}" y="{}" width="{}" height="{}"/>'
            at = (frame.x(index) - wide / 2, min(y, zero), wide, abs(zero - y))
            parts.append(format_html(bar, *map(_at, at)))
    return parts


def _labels(frame: Frame) -> list[str]:
    """Return the figures at the points, and the names of the last target and value."""
    tight = _is_tight(frame)
    parts = [
        _value_label(frame, index, tight=tight)
        for index, spot in enumerate(frame.chart.spots)
        if spot.value is not None
    ]
    return [*parts, *_names(frame)]


def _is_tight(frame: Frame) -> bool:
    """Return whether the figures are too wide to stand side by side."""
    return _widest(frame.chart) + 4 > frame.slot


def _widest(chart: Chart) -> int:
    return max((width_of(spot.value_label) for spot in chart.spots), default=0)


def _is_above(frame: Frame, index: int, *, tight: bool) -> bool:
    """Return whether the figure stands over its point: on the far side of the target."""
    spot = frame.chart.spots[index]
    value = spot.value or Decimal(0)
    if frame.bottom - frame.y(value) < 2 * LABEL_HEIGHT:
        return True
    if tight and frame.chart.is_line:
        return index % 2 == 0
    return spot.target is not None and value >= spot.target


def _value_label(frame: Frame, index: int, *, tight: bool) -> SafeString:
    spot = frame.chart.spots[index]
    x, y = frame.x(index), frame.y(spot.value or Decimal(0))
    kind = "c-strong" if spot.now else "c-act"
    if not frame.chart.is_line:
        return _bar_label(frame, index, tight=tight)
    share = STRONG_SHARE if spot.now else Fraction(1, 2)
    x = min(x, frame.width - width_of(spot.value_label) * share)
    place = y - 14 if _is_above(frame, index, tight=tight) else y + 26
    return _text(spot.value_label, x, place, kind=kind, anchor="middle")


def _bar_label(frame: Frame, index: int, *, tight: bool) -> SafeString:
    """Return the figure of a bar: all of them stand in one row, above the targets."""
    spot = frame.chart.spots[index]
    x, y = frame.x(index), frame.top - 8
    kind = "c-strong" if spot.now else "c-act"
    if not tight:
        return _text(spot.value_label, x, y, kind=kind, anchor="middle")
    turned = '<text class="{}" transform="translate({} {}) rotate(-90)">{}</text>'
    return format_html(turned, kind, _at(x + 5), _at(y), spot.value_label)


def _names(frame: Frame) -> Iterator[str]:
    """Yield 目標 and 実績 beside the last year; on a phone the target's name over its step."""
    last = len(frame.chart.spots) - 1
    spot = frame.chart.spots[last]
    if frame.narrow:
        if spot.target is not None:
            y = _name_height(frame, last)
            yield _text(_target_text(spot), frame.width, y, kind="c-tgt", anchor="end")
        return
    heights = _apart(frame, spot)
    if spot.target is not None:
        x = frame.edge + 4
        yield _text(_target_text(spot), x, heights[0], kind="c-tgt", anchor="start")
    if spot.value is not None and frame.chart.is_line:
        yield _text(_("実績"), frame.edge + 4, heights[1], kind="c-act", anchor="start")


def _name_height(frame: Frame, index: int) -> Fraction:
    """Return where the target's name stands on a phone: over its step, under it, or on top.

    It keeps away from the figure of the same year, and from the years below the plot.
    """
    spot = frame.chart.spots[index]
    if not frame.chart.is_line or spot.target is None:
        return Fraction(LABEL_HEIGHT - 4)
    y = frame.y(spot.target)
    over, under = y - 9, y + LABEL_HEIGHT
    if spot.value is None or under > frame.bottom:
        return over
    is_above = _is_above(frame, index, tight=_is_tight(frame))
    figure = frame.y(spot.value) + (-14 if is_above else 26)
    return over if abs(over - figure) >= LABEL_HEIGHT else under


def _apart(frame: Frame, spot: Spot) -> tuple[Fraction, Fraction]:
    """Return the heights of the two names, moved apart where they would touch."""
    target = frame.y(spot.target if spot.target is not None else Decimal(0)) + 5
    value = frame.y(spot.value if spot.value is not None else Decimal(0)) + 5
    if spot.target is None or spot.value is None or abs(target - value) >= LABEL_HEIGHT:
        return target, value
    middle, half = (target + value) / 2, Fraction(LABEL_HEIGHT, 2)
    return (middle - half, middle + half) if target <= value else (middle + half, middle - half)
