import logging
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from yakuba.site import errors

pytestmark = pytest.mark.urls("yakuba.platform.ui.tests.urls")
NUMBER = re.compile(r"<b>([2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3})</b>")


@pytest.fixture
def visitor():
    """Return a client that sees the page of a fault as a visitor does."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_missing_page_says_so_without_a_session(visitor):
    answer = visitor.get("/nowhere")

    assert answer.status_code == 404
    assert "<h1>そのページは見つかりません</h1>" in answer.content.decode()
    assert (answer.cookies, answer.headers.get("Vary")) == ({}, None)


def test_fault_has_a_number_that_the_log_knows_and_asks_no_database(visitor, caplog):
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/broken")

    number = NUMBER.search(answer.content.decode())[1]
    assert answer.status_code == 500
    assert "<h1>役場の側で、うまくいきませんでした</h1>" in answer.content.decode()
    noted = [record for record in caplog.records if number in record.getMessage()]
    assert [record.exc_info[0] for record in noted] == [ZeroDivisionError]
    assert not answer.cookies


@pytest.mark.django_db
def test_refusal_and_unreadable_request_have_a_way_out(rf):
    refused = errors.permission_denied(rf.get("/staff/x"), PermissionDenied())
    unreadable = errors.bad_request(rf.get("/x"))

    assert (refused.status_code, unreadable.status_code) == (403, 400)
    assert 'href="/staff/"' in refused.content.decode()
    assert NUMBER.search(unreadable.content.decode())


@pytest.mark.django_db
def test_expired_form_tells_how_to_keep_the_words():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert answer.status_code == 403
    assert "<h1>まだ保存していません</h1>" in answer.content.decode()
    assert 'href="/accounts/login/"' in answer.content.decode()


@pytest.mark.django_db
def test_error_page_of_the_english_tree_says_that_it_is_english(visitor):
    assert '<html lang="en">' in visitor.get("/en/nowhere").content.decode()
