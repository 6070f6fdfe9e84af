"""From every published figure of the demo town to its records, counted again in plain SQL.

Nothing here imports the rules: the SQL below is written from the words of docs/reference/
indicators.md, the periods and the rounding included.
"""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.django_db  # so that it runs on PostgreSQL too

# 14 calendar days after the day of receipt, which does not count.
DUE = {"sqlite": "date(received_on, '+14 days')", "postgresql": "received_on + 14"}

# Where each voice that was received in the year stands on the day of the calculation.
PLACED = """
    SELECT id, received_on,
           CASE WHEN NOT wants_reply OR state IN ('merged', 'sent_on') THEN 'excluded'
                {cases} END AS part
    FROM voices_voice
    WHERE received_on BETWEEN '{fy}-04-01' AND '{next}-03-31'
"""


CASES = {
    "voices.on-time": """
        WHEN answered_on IS NOT NULL AND answered_on <= {due} THEN 'numerator'
        WHEN answered_on IS NOT NULL OR {due} < '{day}' THEN 'denominator only'
        ELSE 'excluded'""",
    "voices.answered": """
        WHEN answered_on IS NOT NULL THEN 'numerator'
        ELSE 'denominator only'""",
    "voices.on-time-of-answered": """
        WHEN answered_on IS NULL THEN 'excluded'
        WHEN answered_on <= {due} THEN 'numerator'
        ELSE 'denominator only'""",
}


def ask(demo, *statements):
    """Return the rows of each statement, asked of the demo town's own database."""
    code = (
        "import json, sys\n"
        "from django.db import connection\n"
        f"due = {DUE!r}[connection.vendor]\n"
        "found = []\n"
        "with connection.cursor() as cursor:\n"
        f"    for statement in {list(statements)!r}:\n"
        "        cursor.execute(statement.replace('DUE', due))\n"
        "        found.append([list(map(str, row)) for row in cursor.fetchall()]\n"
        "                     if cursor.description else [])\n"
        "connection.commit() if not connection.get_autocommit() else None\n"
        "print(json.dumps(found))\n"
    )
    return json.loads(demo.town.python(code))


def placed(point, parameters):
    """Return the question where each voice stands for a published point."""
    code, fy = point["trail"]["definition"], point["fy"]
    cases = CASES[code].format(due="DUE", day=parameters["today"])
    return PLACED.format(cases=cases, fy=fy, next=fy + 1)


def half_up(numerator, denominator):
    """Return numerator ÷ denominator as percent with one decimal, in integers alone."""
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}"


def trails(demo):
    """Give every published point that has a trail, with the folder of its release."""
    for folder in sorted(demo.published.glob("20*/r*")):
        snapshot = json.loads((folder / "snapshot.json").read_text(encoding="utf-8"))
        for item in snapshot["items"]:
            for indicator in item["indicators"]:
                for point in indicator["points"]:
                    if point["trail"]:
                        yield folder, indicator, point


def printed(folder, code, fy):
    """Return the figure as the table of open data prints it."""
    text = (folder / "data" / "actuals.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    [row] = [r for r in rows if r["indicator_id"] == code and r["fy"] == str(fy)]
    return row["value"], row["numerator"], row["denominator"]


def calculation(demo, point):
    return demo.row("indicators.calculation", id=int(point["calculation"].removeprefix("c-")))


def test_every_computed_figure_is_published_with_its_trail(demo):
    computed = {row["code"] for row in demo.tables["indicators.indicator"] if row["computed_by"]}
    found = {(folder.parent.name, point["fy"]) for folder, _one, point in trails(demo)}

    assert computed == {"3-1-b-1", "3-1-b-2", "3-1-b-3"}
    assert found == {("2021", 2021), ("2022", 2021), ("2022", 2022)}


def test_published_digits_equal_the_records_counted_in_plain_sql(demo):
    seen = []
    for folder, indicator, point in trails(demo):
        [rows] = ask(demo, placed(point, calculation(demo, point)["parameters"]))
        counts = [part for _id, _day, part in rows]
        part = counts.count("numerator")
        whole = part + counts.count("denominator only")

        figure = half_up(part, whole)

        assert (point["value"], point["numerator"], point["denominator"]) == (figure, part, whole)
        code = indicator.get("code") or indicator.get("id")
        assert printed(folder, code, point["fy"]) == (figure, str(part), str(whole))
        counted = [row for row in rows if row[2] != "excluded"]
        assert point["trail"]["records"] == len(counted)
        seen.append((code, point["fy"], part, whole, figure))

    assert sorted(set(seen)) == [
        ("3-1-b-1", 2021, 47, 54, "87.0"),
        ("3-1-b-1", 2022, 71, 75, "94.7"),
        ("3-1-b-2", 2021, 53, 54, "98.1"),
        ("3-1-b-2", 2022, 75, 75, "100.0"),
        ("3-1-b-3", 2021, 47, 53, "88.7"),
        ("3-1-b-3", 2022, 71, 75, "94.7"),
    ]


def test_half_reported_year_counts_what_its_report_says(demo):
    frozen = demo.rows("indicators.calculation", fy=2023)
    indicator = demo.row("indicators.indicator", code="3-1-b-1")["id"]
    [mine] = [row for row in frozen if row["indicator_id"] == indicator]
    point = {"trail": {"definition": "voices.on-time"}, "fy": 2023}
    [rows] = ask(demo, placed(point, mine["parameters"]))

    counts = [part for _id, _day, part in rows]

    assert (counts.count("numerator"), counts.count("denominator only")) == (79, 4)
    assert mine["value"].startswith(half_up(79, 83))


def test_rows_of_each_trail_are_the_records_with_their_parts(demo):
    for _folder, _indicator, point in trails(demo):
        frozen = calculation(demo, point)
        [rows] = ask(demo, placed(point, frozen["parameters"]))
        stored = demo.rows("indicators.calculationrow", calculation_id=frozen["id"])

        assert {(row["record"], row["part"]) for row in stored} == {
            (key, part) for key, _day, part in rows
        }


def test_totals_by_period_and_by_section_equal_the_records_and_hide_small_ones(demo):
    for _folder, _indicator, point in trails(demo):
        frozen = calculation(demo, point)
        [rows] = ask(demo, placed(point, frozen["parameters"]))
        check_totals(point["trail"], rows)


def check_totals(trail, rows):
    shown = [total for total in trail["totals"] if not total["hidden"]]
    hidden = [total for total in trail["totals"] if total["hidden"]]
    for total in shown:
        parts = [part for _id, day, part in rows if within(day, total["period"])]
        part = parts.count("numerator")
        whole = part + parts.count("denominator only")
        assert (total["numerator"], total["denominator"]) == (str(part), str(whole))
        assert not any(0 < count < 5 for count in (part, whole, whole - part))
    assert len(hidden) != 1
    assert {(total["numerator"], total["denominator"]) for total in hidden} <= {(None, None)}
    sections = trail["sections"]
    assert sum(each["hidden"] for each in sections) != 1
    assert not any(
        0 < int(count) < 5
        for each in sections
        for count in (each["numerator"], each["denominator"])
        if count is not None
    )


def within(day, period):
    year, month, _day = day.split("-")
    if "-Q" in period:
        return period == f"{year}-Q{(int(month) + 2) // 3}"
    return period == f"{year}-{month}"


def verified(demo):
    done = demo.town.run("figures", "verify", "--json")
    found = json.loads(done.stdout)
    assert found["broken"] == []
    return [each["message"] for each in found["changed"]]


def answer_on(demo, key, day):
    ask(demo, f"UPDATE voices_voice SET answered_on = '{day}' WHERE id = {key}")  # noqa: S608


def test_one_changed_record_flags_exactly_the_figures_that_depend_on_it(demo):
    before = verified(demo)
    [rows] = ask(
        demo,
        "SELECT id, answered_on FROM voices_voice WHERE wants_reply AND answered_on IS NOT NULL "
        "AND received_on BETWEEN '2022-04-01' AND '2023-03-31' ORDER BY id",
    )
    key, answered = rows[0]
    answer_on(demo, key, "2023-03-31")

    found = verified(demo)

    answer_on(demo, key, answered)
    new = [message for message in found if message not in before]
    assert set(before) <= set(found)
    assert (len(before), len(new)) == (1, 3)  # the day of the answer is read by all three
    for message in new:
        assert message.startswith("3-1-b ")
        assert "令和4年度" in message
        before_, _arrow, after = message.partition(" → ")
        assert (answered in before_, "2023-03-31" in after) == (True, True)
    assert verified(demo) == before


def test_change_of_what_no_figure_reads_flags_nothing(demo):
    before = verified(demo)
    ask(demo, "UPDATE voices_voice SET place = 'ほかの所' WHERE id = 1")

    assert verified(demo) == before
