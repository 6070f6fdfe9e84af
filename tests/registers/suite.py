"""What every declared register passes by being declared.  Each check raises AssertionError."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.registers.rows import make_row

from yakuba.platform.api.schemas import shown_names
from yakuba.platform.db import Conflict
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role, Scope, scope_of
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.registers import services
from yakuba.platform.registers.facts import column_title, form_fields, label, section_path
from yakuba.platform.registers.indexing import index, searched
from yakuba.platform.registers.tests.browser import posted, text_of

HOSTILE = "<script>alert('h')</script>"
MANY = 200
OUTCOMES = {200: "ok", 302: "ok", 403: "403", 404: "404"}


@dataclass
class World:
    """A register with a record of each of two sections, and an account for each role."""

    register: object
    today: object
    own: object
    other: object
    accounts: dict
    rows: list = field(default_factory=list)

    def client(self, role):
        client = Client()
        client.force_login(self.accounts[role])
        return client

    def actor(self, role):
        return actor_of(self.accounts[role], self.today)

    def able(self, action):
        """Return a role that may do the action on the own section's rows, the widest first."""
        scopes = {r: scope_of(r, action, self.register.data_class) for r in self.accounts}
        for wide in (Scope.ALL, Scope.OWN_SECTION):
            for role, scope in scopes.items():
                if scope == wide and (wide == Scope.ALL or section_path(self.register)):
                    return role
        raise AssertionError(f"{self.register.code}: nobody may {action}")

    @property
    def reader(self):
        return self.able(self.register.actions.read)

    @property
    def writer(self):
        return self.able(self.register.actions.write)

    def url(self, page, record=None):
        parts = {"code": self.register.code} | ({"pk": record.pk} if record else {})
        return reverse(f"register-{page}", kwargs=parts)

    @property
    def mine(self):
        return self.rows[0]


def make_world(register, today):
    """Return the world of a register: two records of the own section, one of another."""
    make_town()
    own, other = make_section(), make_section("other", "ほかの課")
    roles = [role for role in Role if role is not Role.PUBLIC]
    accounts = {role: make_account(f"r-{role}", role, section=own) for role in roles}
    world = World(register, today, own, other, accounts)
    world.rows = [make_row(register, n, own) for n in (1, 2)] + [make_row(register, 3, other)]
    return world


def listing(world, query=""):
    answer = world.client(world.reader).get(f"{world.url('list')}?{query}")
    assert answer.status_code == 200
    return answer


def shown(answer):
    return {row.record.pk for row in answer.context["listing"].rows}


def check_list(world):
    """The list shows what is there, with a sentence that says how much."""
    answer = listing(world)
    count = world.register.model.objects.count()

    assert answer.context["sentence"].startswith(f"すべて — {count:,}件"), answer.context[
        "sentence"
    ]
    assert shown(answer) >= {row.pk for row in world.rows}
    assert "<caption" in text_of(answer)


def check_constant_queries(world):
    """A page runs the same number of queries for 3 rows as for 200."""
    few = queries(world)
    for number in range(10, 10 + MANY):
        make_row(world.register, number, world.own)
    many = queries(world)

    assert few == many, f"{few} queries for few rows, {many} for {MANY}"


def queries(world):
    return counted(world.client(world.reader), world.url("list"))


def counted(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)


def check_filters(world):
    """Each filter finds a record by its own value, and says so in the sentence."""
    for name in world.register.filters:
        known = {one.name: one for one in listing(world).context["listing"].filters}
        options = dict(known[name].choices)
        found = set()
        for value, word in options.items():
            answer = listing(world, f"{name}={value}")
            assert f"{label(world.register, name)}: {word}" in answer.context["sentence"]
            found |= shown(answer)
        stored = {r.pk for r in world.rows if getattr(r, name) is not None}
        assert found >= stored, f"{name}: {stored - found} in no choice"


def check_search(world):
    """Two neighboring characters find the record; characters that stand nowhere find nothing."""
    for name in searched(world.register):
        text = str(getattr(world.mine, name))
        assert world.mine.pk in shown(listing(world, f"q={text[:2]}")), name
        assert world.mine.pk in shown(listing(world, f"q={text}")), name
    if world.register.search:
        assert shown(listing(world, "q=鸚鵡")) == set()


def check_detail(world):
    """The page of a record names it and says since when it is as it is."""
    page = world.client(world.reader).get(world.url("detail", world.mine))

    assert page.status_code == 200
    assert escape(str(world.mine)) in text_of(page)
    assert len(page.context["changes"]) == world.mine.history.count()


def check_round_trip(world):
    """A form sent back as it opened changes nothing."""
    client, address = world.client(world.writer), world.url("edit", world.mine)
    before = stored(world.mine)

    done = client.post(address, posted(client.get(address).context["form"]))

    assert done.status_code == 302, text_of(done)
    assert stored(world.mine) == before


def check_conflict(world):
    """A page that is too old is refused."""
    name, value = change_of(world)
    services.save(
        world.register,
        world.mine,
        {name: value},
        actor=world.actor(world.writer),
        expected_version=world.mine.version,
    )
    stale = type(world.mine).objects.get(pk=world.mine.pk)
    try:
        services.save(
            world.register,
            stale,
            {name: again(value)},
            actor=world.actor(world.writer),
            expected_version=stale.version - 1,
        )
    except Conflict:
        pass
    else:
        raise AssertionError("a stale page was stored")
    assert getattr(type(world.mine).objects.get(pk=world.mine.pk), name) == value


def check_history(world):
    """A change is kept with who and why, and stands as one event in the audit."""
    name, value = change_of(world)
    before = world.mine.history.count()

    saved = services.save(
        world.register,
        world.mine,
        {name: value},
        actor=world.actor(world.writer),
        expected_version=world.mine.version,
        reason="確かめた",
    )

    newest = saved.history.order_by("-history_id").first()
    assert saved.history.count() == before + 1
    assert newest.history_user_id == world.accounts[world.writer].pk
    assert newest.history_change_reason == "確かめた"
    assert saved.version == newest.version == 2


def check_csv(world):
    """The CSV begins with the titles of the columns and holds every record of the view."""
    lines = text_of(world.client(world.reader).get(world.url("csv"))).split("\r\n")

    assert lines[0] == csv_head(world.register)
    assert len(lines) == world.register.model.objects.count() + 2


def csv_head(register):
    return "\ufeff" + ",".join(column_title(register, c) for c in register.columns)


def check_hostile(world):
    """Text of a record is text on every page."""
    name = text_name(world.register)
    if name is None:
        return
    length = world.register.model._meta.get_field(name).max_length or 80
    setattr(world.mine, name, HOSTILE[:length])
    world.mine.save()
    index(world.register, world.mine)
    client = world.client(world.writer)

    for page in ("list", "detail", "edit"):
        record = None if page == "list" else world.mine
        html = text_of(client.get(world.url(page, record)))
        assert HOSTILE[:8] not in html, page


def check_scope(world):
    """What the rights table does not open is nowhere: not in the list, the CSV, by address."""
    for role, account in world.accounts.items():
        scope = scope_of(role, world.register.actions.read, world.register.data_class)
        if scope == Scope.ALL or not section_path(world.register):
            continue
        client = Client()
        client.force_login(account)
        foreign = world.rows[2]
        assert client.get(world.url("detail", foreign)).status_code in {403, 404}, role
        if scope == Scope.OWN_SECTION:
            answer = client.get(world.url("list"))
            assert foreign.pk not in shown(answer), role
            assert str(foreign) not in text_of(client.get(world.url("csv"))), role


def check_api(world):
    """The API tells staff what the list shows, and everybody the open columns only."""
    client, own = world.client(world.reader), f"/api/v1/{world.register.code}"
    page = client.get(own).json()
    record = client.get(f"{own}/{world.mine.pk}").json()

    listed = listing(world).context["listing"]
    assert page["total"] == listed.count > 0
    assert [r["id"] for r in page["records"]] == [row.record.pk for row in listed.rows]
    assert set(record) == {"id", "version", *shown_names(world.register)}
    answer = Client().get(f"/api/v1/open/{world.register.code}")
    assert (answer.status_code == 200) == bool(world.register.open_data)
    for one in answer.json().get("records", []):
        assert set(one) == set(world.register.open_data)
    assert Client().get(own).status_code == 401


def check_api_rights(world):
    """What the rights table does not open, the API does not tell either."""
    for role in world.accounts:
        client = world.client(role)
        for record in (world.rows[0], world.rows[2]):
            screen = answer_of(client, world.url("detail", record))
            told = client.get(f"/api/v1/{world.register.code}/{record.pk}").status_code
            assert told == screen, (role, told, screen)


def check_api_queries(world):
    """A page of the API runs the same number of queries for 3 rows as for 200."""
    client, address = world.client(world.reader), f"/api/v1/{world.register.code}"
    few = counted(client, address)
    for number in range(10, 10 + MANY):
        make_row(world.register, number, world.own)

    assert few == counted(client, address)


def check_api_writes(world):
    """A change by the API is one version with who and why; the same again changes nothing."""
    name, value = change_of(world)
    client, address = world.client(world.writer), f"/api/v1/{world.register.code}/{world.mine.pk}"
    told = value.isoformat() if isinstance(value, date) else value
    told = str(told) if isinstance(told, Decimal) else told
    body = {"version": world.mine.version, "reason": "確かめた", "values": {name: told}}

    first = client.patch(address, body, content_type="application/json")
    again = client.patch(address, body, content_type="application/json")

    newest = world.mine.history.order_by("-history_id").first()
    assert first.status_code == 200, text_of(first)
    assert first.json()["version"] == again.json()["version"] == world.mine.version + 1
    assert newest.history_user_id == world.accounts[world.writer].pk
    assert newest.history_change_reason == "確かめた"


CHECKS = (
    check_list,
    check_constant_queries,
    check_filters,
    check_search,
    check_detail,
    check_round_trip,
    check_conflict,
    check_history,
    check_csv,
    check_hostile,
    check_scope,
    check_api,
    check_api_rights,
    check_api_queries,
    check_api_writes,
)


def rights(world):
    """Yield a line for each role: what it gets on its own section's record, and on another's."""
    pages = ("list", "csv", "new", "detail", "edit")
    for role in world.accounts:
        client = world.client(role)
        parts = [f"{p}={outcome(client, world, p)}" for p in pages]
        yield f"  {role.value}: {' '.join(parts)}"


def outcome(client, world, page):
    if page not in {"detail", "edit"}:
        return OUTCOMES[answer_of(client, world.url(page))]
    both = [OUTCOMES[answer_of(client, world.url(page, r))] for r in (world.rows[0], world.rows[2])]
    return "/".join(both)


def answer_of(client, address):
    response = client.get(address)
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


def stored(record):
    fresh = type(record).objects.get(pk=record.pk)
    values = [f.value_from_object(fresh) for f in type(record)._meta.concrete_fields]
    return values, fresh.history.count()


def text_name(register):
    """Return the first text that people write: the one that a list shows."""
    names = [n for n in form_fields(register) if is_text(register, n)]
    return next((n for n in names if n in register.columns), names[0] if names else None)


def is_text(register, name):
    found = register.model._meta.get_field(name)
    is_key = isinstance(found, models.SlugField) or bool(found.choices)
    return isinstance(found, models.CharField | models.TextField) and not is_key


def change_of(world):
    name = text_name(world.register)
    if name is None:
        return day_change_of(world)
    length = world.register.model._meta.get_field(name).max_length or 80
    return name, f"変{getattr(world.mine, name)}"[: length - 1]


def day_change_of(world):
    own = world.register.model._meta.get_field
    days = [n for n in form_fields(world.register) if isinstance(own(n), models.DateField)]
    numbers = [n for n in form_fields(world.register) if isinstance(own(n), models.DecimalField)]
    name = [*days, *numbers][0]
    return name, again(getattr(world.mine, name) or Decimal(0))


def again(value):
    """Return another value of the kind."""
    if isinstance(value, Decimal):
        return value + 1
    return value + timedelta(days=1) if isinstance(value, date) else f"{value}次"[-20:]
