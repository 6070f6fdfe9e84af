"""Every address × 10 roles × own and other section, held against tests/golden/rights.csv.

`make golden` writes the table anew; its diff is read before it is committed.
"""

import csv
import io
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from tests.architecture.addresses import Address, addresses, unmarked, walk
from tests.architecture.things import Asked, Setting, make_setting, parts_of

from yakuba.core.evaluation.tests.town import TODAY
from yakuba.platform import clock
from yakuba.platform.office import rights
from yakuba.platform.office.rights import Role

GOLDEN = Path(__file__).parents[1] / "golden" / "rights.csv"
COLUMNS = ("address", "method", "role", "own", "other")
OUTCOMES = {401: "401", 403: "403", 404: "404", 405: "-"}


def outcome(response) -> str:
    """Return what an answer means to the one who asked; "-" where the method is not taken."""
    if response.status_code == 302 and response["Location"].startswith("/accounts/"):
        return "login"
    return OUTCOMES.get(response.status_code, "ok")


def ask(client: Client, address: Address, asked: Asked, method: str) -> str:
    """Return the outcome of one request; whatever it writes is taken back."""
    with transaction.atomic():
        target = reverse(address.name, kwargs=parts_of(address.name, address.parts, asked))
        response = client.generic(method, target)
        result = outcome(response)
        if response.streaming:
            list(response.streaming_content)  # closes the file
        transaction.set_rollback(True)
    return result


def rows_of(setting: Setting, clients: dict[Role, Client], address: Address, method: str):
    """Return a row for each role; without parts there is no other section to ask for."""
    rows = []
    for role in Role:
        account = setting.accounts.get(role)
        own = ask(clients[role], address, Asked(setting, account, own=True), method)
        other = own
        if address.parts:
            other = ask(clients[role], address, Asked(setting, account, own=False), method)
        rows.append((address.name, method, role.value, own, other))
    return rows


def matrix(setting: Setting, found: list[Address]) -> list[tuple[str, ...]]:
    """Return the rows of all addresses; those of POST only where they differ from GET."""
    clients = {role: Client() for role in Role}
    for role, account in setting.accounts.items():
        clients[role].force_login(account)
    rows = []
    for address in sorted(found, key=lambda address: address.name):
        got = rows_of(setting, clients, address, "GET")
        posted = rows_of(setting, clients, address, "POST")
        if answers(got) != {"-"}:
            rows += got
        if [row[3:] for row in posted] != [row[3:] for row in got] and "-" not in answers(posted):
            rows += posted
    return rows


def answers(rows) -> set[str]:
    return {answer for row in rows for answer in row[3:]}


def golden() -> list[tuple[str, ...]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def write_golden(rows) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    GOLDEN.write_text(text.getvalue(), encoding="utf-8")


def in_words(rows) -> list[str]:
    return [",".join(row) for row in rows]


@pytest.fixture
def setting(db, monkeypatch, home) -> Setting:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    (home / "secret").write_text("secret")  # the set-up looks whether it is there
    return make_setting()


def staff_addresses() -> list[Address]:
    return [address for address in addresses() if address.is_staff]


def test_every_address_has_a_name_of_its_own_and_a_mark():
    found = addresses()

    names = [address.name for address in found]
    assert sorted(names) == sorted(set(names))
    assert "" not in names
    assert unmarked(found) == []


def test_address_without_a_mark_is_found():
    def bare(request):
        return HttpResponse()

    assert unmarked(walk([path("staff/bare/", bare, name="bare")])) == ["bare"]


def test_every_right_is_an_action_of_the_table():
    marks = {address.right for address in staff_addresses()} - {"signed-in"}

    assert marks - set(rights.TABLE) == set()


@pytest.mark.slow
def test_every_address_answers_each_role_as_the_table_says(setting):
    rows = matrix(setting, staff_addresses())

    if os.environ.get("YAKUBA_GOLDEN") == "write":
        write_golden(rows)
    found, expected = in_words(rows), in_words(golden())
    assert [row for row in found if row not in set(expected)] == []
    assert [row for row in expected if row not in set(found)] == []


def test_right_that_is_taken_away_is_seen(setting, monkeypatch):
    narrowed = {role: s for role, s in rights.TABLE["office.read"].items() if role != Role.WRITER}
    page = [address for address in staff_addresses() if address.name == "office-home"]
    expected = [row for row in golden() if row[0] == "office-home"]

    before = matrix(setting, page)
    monkeypatch.setattr(rights, "TABLE", {**rights.TABLE, "office.read": narrowed})
    after = matrix(setting, page)

    assert before == expected
    assert set(after) - set(expected) == {("office-home", "GET", "writer", "403", "403")}
