"""The suite finds what it looks for: a good sample passes, each planted fault is seen."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db.models import Q
from django.utils.safestring import mark_safe
from tests.registers import suite

from yakuba.platform import clock
from yakuba.platform.office.models import Section
from yakuba.platform.office.rights import DataClass
from yakuba.platform.registers import Column, Register, editing, registry
from yakuba.platform.registers.tests.sample import OPTIONS, REPLIES, VOICES

TODAY = date(2024, 6, 10)


@pytest.fixture
def world_of(db, sample_tables, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)

    def make(register):
        declared = [r for r in registry._declared if r.code != register.code]
        monkeypatch.setattr(registry, "_declared", [*declared, register])
        return suite.make_world(register, TODAY)

    return make


def changed(**options):
    return Register(**OPTIONS | options)


@contextmanager
def seen():
    with pytest.raises(AssertionError):
        yield


@pytest.mark.parametrize("check", suite.CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("register", [VOICES, REPLIES], ids=lambda r: r.code)
def test_good_register_passes(world_of, register, check):
    check(world_of(register))


@pytest.mark.parametrize("check", suite.CHECKS, ids=lambda check: check.__name__)
def test_register_with_personal_data_passes(world_of, check):
    check(world_of(changed(data_class=DataClass.PERSONAL, visible=None)))


def test_hidden_rows_are_seen(world_of):
    world = world_of(changed(visible=lambda actor: Q(pk=None)))

    with seen():
        suite.check_list(world)
    with seen():
        suite.check_detail(world)


def test_query_per_row_is_seen(world_of):
    def name_of(record):
        return Section.objects.get(pk=record.section_id).name

    with seen():
        suite.check_constant_queries(world_of(changed(columns=("number", Column("課", name_of)))))


def test_text_that_is_not_escaped_is_seen(world_of):
    column = Column("件名", lambda record: mark_safe(record.subject))  # noqa: S308

    with seen():
        suite.check_hostile(world_of(changed(columns=("number", column, "subject"))))


def test_write_that_passes_by_history_and_version_is_seen(world_of):
    def store(record, *, actor, expected_version, step):
        type(record).objects.filter(pk=record.pk).update(subject=record.subject)
        return record

    with seen():
        suite.check_history(world_of(changed(store=store)))


def test_search_that_was_not_written_is_seen(world_of, monkeypatch):
    monkeypatch.setattr("tests.registers.rows.index", lambda register, record: None)

    with seen():
        suite.check_search(world_of(VOICES))


def test_form_that_changes_something_is_seen(world_of, monkeypatch):
    right = editing.stored_values
    monkeypatch.setattr(editing, "stored_values", lambda *args: right(*args) | {"people": 999})

    with seen():
        suite.check_round_trip(world_of(VOICES))


def test_stale_page_that_is_stored_is_seen(world_of, monkeypatch):
    right = suite.services.save

    def save(register, record, values, *, expected_version, **more):
        return right(register, record, values, expected_version=record.version, **more)

    monkeypatch.setattr(suite.services, "save", save)

    with seen():
        suite.check_conflict(world_of(VOICES))


def test_row_of_another_section_that_leaks_is_seen(world_of, monkeypatch):
    personal = changed(data_class=DataClass.PERSONAL, visible=None)
    monkeypatch.setattr("yakuba.platform.registers.scope.visible_to", lambda *args: Q())

    with seen():
        suite.check_scope(world_of(personal))


def test_choice_without_its_records_is_seen(world_of, monkeypatch):
    monkeypatch.setattr("yakuba.platform.registers.filters.MOST_CHOICES", 1)

    with seen():
        suite.check_filters(world_of(VOICES))


def test_column_left_out_of_the_csv_is_seen(world_of, monkeypatch):
    monkeypatch.setattr(
        "yakuba.platform.registers.csvs.column_title", lambda register, column: "列"
    )

    with seen():
        suite.check_csv(world_of(VOICES))


def test_private_column_that_the_api_tells_everybody_is_seen(world_of, monkeypatch):
    right = suite.Client.get

    def get(client, address, *args, **more):
        answer = right(client, address, *args, **more)
        if "/open/" in address:
            body = answer.json()
            body["records"] = [{"subject": "名前"}]
            monkeypatch.setattr(answer, "json", lambda: body, raising=False)
        return answer

    monkeypatch.setattr(suite.Client, "get", get)

    with seen():
        suite.check_api(world_of(VOICES))


def test_row_that_the_api_leaks_is_seen(world_of, monkeypatch):
    personal = changed(data_class=DataClass.PERSONAL, visible=None)
    records = "yakuba.platform.api.records"
    monkeypatch.setattr(
        f"{records}.rows", lambda register, actor, **more: register.model.objects.all()
    )
    monkeypatch.setattr(f"{records}.require", lambda *args: None)

    with seen():
        suite.check_api_rights(world_of(personal))


def test_query_per_row_of_the_api_is_seen(world_of, monkeypatch):
    monkeypatch.setattr("yakuba.platform.registers.scope.links", lambda register, names=(): [])
    monkeypatch.setattr(
        "yakuba.platform.registers.lists.rows",
        lambda register, actor, **more: register.model.objects.all(),
    )

    with seen():
        suite.check_api_queries(world_of(VOICES))


def test_change_by_the_api_that_passes_by_the_version_is_seen(world_of, monkeypatch):
    monkeypatch.setattr("yakuba.platform.api.records.services.save", lambda *args, **more: None)

    with seen():
        suite.check_api_writes(world_of(VOICES))
