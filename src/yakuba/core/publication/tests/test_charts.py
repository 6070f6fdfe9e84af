"""Charts: scales, gaps, breaks, labels; safe under the strict policy."""

from decimal import Decimal
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.publication.axes import Chart, Spot, ticks
from yakuba.core.publication.charts import draw


def spot(year: int, value: str | None, target: str | None = None, **more: object) -> Spot:
    known = {
        "long": f"令和{year}",
        "short": f"R{year}",
        "value": Decimal(value) if value else None,
        "value_label": value or "",
        "target": Decimal(target) if target else None,
        "target_label": target or "",
    }
    return Spot(**(known | more))


def chart(*spots: Spot) -> Chart:
    return Chart("i-1", "収納率", "令和3は98.3", "％", spots)


def wide(drawn: Chart):
    fragment = html5lib.parseFragment(draw(drawn), namespaceHTMLElements=False)
    return fragment[0][0]


def by_class(svg, name: str) -> list:
    return [each for each in svg.iter() if name in (each.get("class") or "").split()]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("97.9", "99.0", ["97.5", "98.0", "98.5", "99.0"]),
        ("0", "31", ["0", "10", "20", "30", "40"]),
        ("120", "400", ["0", "100", "200", "300", "400"]),
        ("-31", "-15", ["-35", "-30", "-25", "-20", "-15"]),
        ("5", "5", ["4.0", "4.5", "5.0", "5.5", "6.0"]),
    ],
)
def test_ticks_are_round_and_enclose_the_range(low, high, expected):
    found = ticks(Decimal(low), Decimal(high), from_zero=False)

    assert [str(mark) for mark in found] == expected


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=9),
    st.booleans(),
)
def test_ticks_enclose_every_value_in_few_even_steps(values, from_zero):
    found = ticks(min(values), max(values), from_zero=from_zero)
    steps = {after - before for before, after in pairwise(found)}

    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    assert len(steps) == 1
    assert len(found) <= 8


def test_bars_start_at_zero_and_lines_say_when_they_do_not():
    line = chart(spot(3, "98.3"), spot(4, "98.6"))
    bars = chart(*(spot(year, "98.3") for year in range(9)))

    assert (line.is_line, line.starts_at_zero) == (True, False)
    assert (bars.is_line, bars.starts_at_zero) == (False, True)


def test_missing_year_is_a_gray_field_and_breaks_the_line():
    svg = wide(
        chart(
            spot(1, "97.9"),
            spot(2, "98.0"),
            spot(3, None, missing="記録なし"),
            spot(4, "98.6"),
            spot(5, "98.7"),
        )
    )

    assert len(by_class(svg, "c-gap")) == 1
    assert len(by_class(svg, "c-line")) == 2
    assert len(by_class(svg, "c-dot")) == 4
    assert [each.text for each in by_class(svg, "c-note")] == ["記録なし"]


def test_line_is_whole_without_a_missing_year():
    svg = wide(chart(spot(1, "97.9"), spot(2, "98.0"), spot(3, "98.3")))

    assert by_class(svg, "c-gap") == []
    assert len(by_class(svg, "c-line")) == 1


def test_changed_method_breaks_the_line_and_leaves_a_mark():
    svg = wide(
        chart(spot(1, "97.9"), spot(2, "98.0"), spot(3, "70.1", breaks=True), spot(4, "71.0"))
    )

    assert len(by_class(svg, "c-break")) == 1
    assert [line.get("points").count(",") for line in by_class(svg, "c-line")] == [2, 2]


def test_each_year_has_its_target_and_its_figure():
    svg = wide(chart(spot(3, "98.3", "98.5"), spot(4, "98.6", "98.8"), spot(5, None, "99.0")))

    assert len(by_class(svg, "c-target")) == 3
    labels = [each.text for each in by_class(svg, "c-act") + by_class(svg, "c-strong")]
    assert labels == ["98.3", "98.6"]


def test_zero_is_drawn_and_no_value_is_not():
    svg = wide(chart(spot(3, "31"), spot(4, "0"), spot(5, None)))

    assert len(by_class(svg, "c-dot")) == 2


def test_drawing_has_unique_ids_and_no_style():
    text = draw(chart(spot(3, "98.3"), spot(4, "98.6")))
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]

    assert ids == ["ch-i-1-t", "ch-i-1-d", "cs-i-1-t", "cs-i-1-d"]
    assert "style" not in text


def test_hostile_label_is_escaped():
    bad = "<script>alert(1)</script>"

    text = draw(Chart("i-1", bad, bad, bad, (spot(3, "98.3", long=bad), spot(4, "98.6"))))

    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 7


def test_bars_tell_all_their_figures_in_one_row_above_the_plot():
    svg = wide(chart(*(spot(year, f"9{year}.5", "95.0") for year in range(9))))

    labels = by_class(svg, "c-act")
    assert len(by_class(svg, "c-bar")) == 9
    assert {label.get("y") for label in labels} == {"26.0"}


def test_target_name_on_a_phone_keeps_away_from_the_figure_of_its_year():
    near = chart(spot(3, "90", "91"), spot(4, "95", "95"))
    fragment = html5lib.parseFragment(draw(near), namespaceHTMLElements=False)
    narrow = fragment[1][0]
    last = by_class(narrow, "c-act")[-1]
    name = by_class(narrow, "c-tgt")[0]

    assert last.text == "95"
    assert abs(Decimal(name.get("y")) - Decimal(last.get("y"))) >= 18
