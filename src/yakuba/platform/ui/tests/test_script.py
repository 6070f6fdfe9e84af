import re

import pytest
from playwright.sync_api import expect

from yakuba.platform.ui.tests import urls

pytestmark = [
    pytest.mark.urls("yakuba.platform.ui.tests.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def form(page, live_server):
    """Return the page of a form that saves itself, with a clock that the test moves."""
    urls.KEPT.clear()
    page.clock.install()
    page.goto(f"{live_server.url}/write")
    return page


def test_form_saves_itself_and_says_when(form):
    form.fill("textarea", "除雪")
    form.clock.fast_forward(21_000)

    expect(form.locator("[data-saved]")).to_have_text(re.compile(r"^\d{1,2}:\d\dに保存$"))
    assert urls.KEPT == ["除雪"]


def test_form_that_could_not_be_saved_says_so_and_tries_again(form):
    form.fill("textarea", "refuse")
    form.clock.fast_forward(21_000)
    expect(form.locator("[data-saved]")).to_have_text("保存できず")
    with form.expect_request("**/write"):
        form.clock.fast_forward(21_000)


def test_form_that_did_not_change_is_not_sent(form):
    sent = []
    form.on("request", lambda request: sent.append(request.method))

    form.clock.fast_forward(60_000)
    form.reload()

    assert sent[0] == "GET"


def test_characters_are_counted_as_people_count_them(form):
    form.fill("textarea", "𠮷野家")

    assert form.text_content("[data-written]") == "3字"


def test_slash_goes_to_the_jump_field_but_not_while_writing(form):
    form.press("body", "/")
    jumped = form.evaluate("document.activeElement.id")
    form.press("textarea", "/")

    assert (jumped, form.input_value("textarea"), form.input_value("#jump")) == ("jump", "/", "")
