"""The audit: what is written, that nobody changes it, and that the chain shows it if he does."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yakuba.platform.audit import seals, services, triggers
from yakuba.platform.audit.models import Block, Event, EventPayload
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section

pytestmark = pytest.mark.django_db


def write(count=5):
    """Write events that differ in their words."""
    return [services.record("sheet.submit", payload={"no": no}) for no in range(count)]


def codes(*known):
    return [problem.code for problem in seals.verify(*known)]


@pytest.fixture
def unguarded():
    """Take the triggers off, as somebody with the database in his hands would."""
    triggers.run(triggers.take_off(connection.vendor))


@pytest.fixture
def two_blocks(django_capture_on_commit_callbacks):
    """Seal three events, then two."""
    with django_capture_on_commit_callbacks(execute=True):
        write(3)
        seals.seal()
        write(2)
        seals.seal()
    return list(Event.objects.all())


def without_trigger_finding(found):
    return [code for code in found if code != "audit.triggers"]


def test_record_keeps_who_what_and_the_newest_history():
    account = make_account("1042")
    section = make_section()
    section.name = "税務課"
    section.save()

    event = services.record("office.write", account=account, thing=section, count=2)

    newest = section.history.latest("history_id").history_id
    assert Event.objects.filter(pk=event.pk).values_list(
        "account", "action", "register", "record_id", "history_id", "count", "digest"
    ).get() == (account.pk, "office.write", "office.section", str(section.pk), newest, 2, "")


def test_record_keeps_the_words_apart_and_salted():
    first, second = (services.record("a", payload={"理由": "記入漏れ"}) for _n in range(2))

    assert first.payload.text == '{"理由":"記入漏れ"}'
    assert first.digest != second.digest


def test_record_refuses_a_float():
    with pytest.raises(TypeError, match="is a float"):
        services.record("a", payload={"rows": [{"rate": 0.5}]})


def test_record_stands_and_falls_with_the_act():
    def act():
        with transaction.atomic():
            services.record("a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()

    assert Event.objects.count() == 0


@pytest.mark.parametrize("model", [Event, Block])
@pytest.mark.parametrize("statement", ["UPDATE {} SET count = 9", "DELETE FROM {}"])
def test_database_refuses_to_change_the_audit(model, statement):
    write(1)
    seals.seal()

    statement = statement.format(model._meta.db_table)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert list(model.objects.values_list("count", flat=True)) == [1]


def test_seal_takes_all_open_events_once():
    write(3)

    first, second = seals.seal(), seals.seal()

    assert (first.number, first.count, first.previous_digest, second) == (1, 3, "", None)


def test_whole_chain_has_no_problem(two_blocks):
    assert codes() == []
    assert seals.head() == seals.Head(2, Block.objects.get(number=2).digest)


def test_erased_words_leave_the_chain_whole(two_blocks):
    EventPayload.objects.all().delete()

    assert codes() == []


def test_changed_words_are_found(two_blocks):
    EventPayload.objects.filter(event=two_blocks[1]).update(text='{"no":7}')

    assert codes() == ["audit.payload"]


def test_missing_triggers_are_found(unguarded):
    assert codes() == ["audit.triggers"]


def test_edited_event_is_found(two_blocks, unguarded):
    Event.objects.filter(pk=two_blocks[1].pk).update(action="sheet.return")

    assert without_trigger_finding(codes()) == ["audit.digest"]


def test_deleted_event_is_found(two_blocks, unguarded):
    EventPayload.objects.filter(event=two_blocks[1]).delete()
    Event.objects.filter(pk=two_blocks[1].pk).delete()

    assert without_trigger_finding(codes()) == ["audit.count"]


def test_reordered_events_are_found(two_blocks, unguarded):
    exchange(two_blocks[0], two_blocks[1])

    assert without_trigger_finding(codes()) == ["audit.digest"]


def test_events_swapped_between_blocks_are_found(two_blocks, unguarded):
    exchange(two_blocks[0], two_blocks[4])

    assert without_trigger_finding(codes()) == ["audit.digest", "audit.digest"]


def test_rehashed_chain_is_found_by_the_witness(two_blocks, unguarded):
    Event.objects.filter(pk=two_blocks[0].pk).update(action="sheet.return")
    previous = ""
    for block in Block.objects.order_by("number"):
        block.previous_digest = previous
        block.digest = previous = seals._digest(block)
        block.save()

    assert without_trigger_finding(codes()) == ["audit.rewritten", "audit.rewritten"]


def test_cut_tail_is_found_by_the_witness(two_blocks, unguarded):
    head = seals.head()
    EventPayload.objects.filter(event__in=two_blocks[3:]).delete()
    Event.objects.filter(pk__in=[event.pk for event in two_blocks[3:]]).delete()
    Block.objects.filter(number=2).delete()

    assert without_trigger_finding(codes()) == ["audit.cut"]
    seals.witness().unlink()
    assert without_trigger_finding(codes()) == []  # the chain alone does not see it
    assert without_trigger_finding(codes(head)) == ["audit.cut"]


def test_event_put_between_blocks_is_found(two_blocks, unguarded):
    block = Block.objects.get(number=2)
    Block.objects.filter(number=2).update(first_event_id=block.last_event_id, count=1)

    assert without_trigger_finding(codes()) == ["audit.inserted", "audit.digest"]


def exchange(one, other):
    """Exchange what two events say, payload and all but the number."""
    names = ("at", "account_id", "action", "digest")
    for name in names:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)
    EventPayload.objects.filter(event__in=[one, other]).delete()
    one.save()
    other.save()


@pytest.mark.django_db(transaction=True)
def test_flush_after_a_transactional_test_leaves_the_triggers_on():
    write(1)

    assert triggers.are_on()


def test_tables_are_empty_again_with_triggers_on():
    assert (Event.objects.count(), triggers.are_on()) == (0, True)


@pytest.mark.urls("yakuba.platform.office.tests.urls")
class TestPage:
    """The page for auditors."""

    @pytest.fixture
    def auditor(self, client):
        account = make_account("9001", Role.AUDITOR, name="阿部 監査")
        client.force_login(account)
        return account

    def test_events_are_listed_newest_first_with_their_words(self, client, auditor):
        services.record("sheet.submit", account=auditor, payload={"理由": "記入漏れ"})
        erased = services.record("sheet.return", payload={"理由": "差替え"})
        erased.payload.delete()

        page = client.get("/staff/audit/").content.decode()

        assert page.index("報告を差戻し") < page.index("報告を提出")
        assert "sheet." not in page
        assert "記入漏れ" in page
        assert "消去済み" in page

    def test_thing_of_an_event_is_called_by_its_name(self, client, auditor):
        services.record("file.read", thing=auditor)
        Event.objects.create(action="later.act", register="later.thing", record_id="7")

        page = client.get("/staff/audit/").content.decode()

        assert f"<td>アカウント {auditor.pk}</td>" in page
        assert "<td>later.act</td><td>later.thing 7</td>" in page

    def test_list_takes_the_same_queries_for_any_number(self, client, auditor):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                client.get("/staff/audit/")
            return len(captured)

        write(2)
        client.get("/staff/audit/")  # the session begins
        few = queries()
        write(60)

        assert queries() == few

    def test_administrator_reads_no_audit(self, client):
        client.force_login(make_account("9002", Role.ADMINISTRATOR))

        assert client.get("/staff/audit/").status_code == 403
