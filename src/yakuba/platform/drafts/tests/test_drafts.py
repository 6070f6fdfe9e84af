"""Drafts: typed words survive until they are saved."""

import json

import pytest
from django.urls import reverse

from yakuba.kernel.problems import YakubaError
from yakuba.platform.drafts import services
from yakuba.platform.drafts.models import Draft
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.urls("yakuba.platform.office.tests.urls")]

ADDRESS = "/staff/drafts/sheet/2-1-a-2023"


@pytest.fixture
def clerk(client):
    account = make_account("1042", Role.WRITER, section=make_section())
    client.force_login(account)
    return account


def test_draft_is_kept_read_and_dropped(clerk):
    services.keep(clerk, "sheet", record="3", data={"done": "書きかけ"}, base_version=4)
    services.keep(clerk, "sheet", record="3", data={"done": "書きかけの文"}, base_version=4)

    draft = services.read(clerk, "sheet", record="3")
    services.drop(clerk, "sheet", record="3")

    assert (draft.data, draft.base_version) == ({"done": "書きかけの文"}, 4)
    assert services.read(clerk, "sheet", record="3") is None


def test_draft_belongs_to_one_account(clerk):
    services.keep(clerk, "sheet", record="3", data={"done": "書きかけ"})

    assert services.read(make_account("1043"), "sheet", record="3") is None


def test_form_sends_itself_and_hears_when_it_was_kept(client, clerk):
    fields = {"done": "できたこと", "causes": ["人手", "時間"], "version": "4", "once": "x"}

    answer = client.post(ADDRESS, fields)

    assert answer.content.decode().strip().endswith("に自動で保存しました")
    draft = services.read(clerk, "sheet", record="2-1-a-2023")
    assert draft.data == {"done": "できたこと", "causes": ["人手", "時間"]}
    assert draft.base_version == 4


def test_script_sends_json_and_hears_json(client, clerk):
    sent = json.dumps({"data": {"done": "できたこと"}, "base_version": 4})

    answer = client.post(ADDRESS, sent, content_type="application/json")

    assert answer.json()["version"] == 4
    assert services.read(clerk, "sheet", record="2-1-a-2023").data == {"done": "できたこと"}


@pytest.mark.parametrize("sent", ["{", "[]", '{"data": 3}'])
def test_broken_json_is_refused_with_a_sentence(client, clerk, sent):
    answer = client.post(ADDRESS, sent, content_type="application/json")

    assert (answer.status_code, answer.json()["problem"]) == (
        400,
        "自動で保存できませんでした。いま保存してください。",
    )


def test_draft_that_is_too_long_is_refused(clerk):
    with pytest.raises(YakubaError, match="長すぎて"):
        services.keep(clerk, "sheet", data={"done": "あ" * 200_001})

    assert Draft.objects.count() == 0


def test_draft_is_not_kept_for_a_stranger(client):
    answer = client.post(reverse("draft-autosave", args=["sheet", "3"]), {"a": "b"})

    assert answer.status_code == 403  # the script then says that nothing was saved
    assert Draft.objects.count() == 0
