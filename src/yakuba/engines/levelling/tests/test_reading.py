"""Wrong input is one sentence with its place."""

import copy
import json

import pytest

from yakuba.engines.levelling import reading, towns
from yakuba.kernel.problems import YakubaError

TOWN = towns.make(1, assets=3, years=5)
GONE = object()


def changed(path, value):
    document = copy.deepcopy(TOWN)
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("years",), GONE, "years：項目がありません。"),
        (("years",), 0, "years：「0」は使えません。"),
        (("years",), "50", 'years：「"50"」は数ではありません。'),
        (("years",), 2.5, "years：「2.5」は整数ではありません。"),
        (("discount_rate",), True, "discount_rate：「true」は数ではありません。"),
        (("assets",), [], "assets：施設が1つもありません。"),
        (("assets",), {}, "assets：[ ] で囲んだ並びではありません。"),
        (("assets", 1), 5, "assets[1]：{ } で囲んだ項目の集まりではありません。"),
        (("assets", 1, "id"), "a0", "assets[1].id：「a0」が2回あります。"),
        (("assets", 1, "id"), "", "assets[1].id：空でない文字ではありません。"),
        (("assets", 1, "area_m2"), -1, "assets[1].area_m2：「-1」は使えません。"),
        (("assets", 1, "age"), 66, "assets[1].age：「a1」の築年数（66）が耐用年数"),
        (("assets", 1, "removable"), 1, "assets[1].removable：true でも false でもありません。"),
        (("assets", 1, "rebuild_cost"), 10**400, "assets[1].rebuild_cost：「1000"),
        (("works", "repair"), GONE, "works.repair：項目がありません。"),
        (("works", "repair", "share"), None, "works.repair.share：「null」は数ではありません。"),
        (("works", "demolish", "payment_years"), 0, "works.demolish.payment_years：「0」は使え"),
        (("running_growth",), [1], "running_growth：数が2つではありません。"),
        (("limits", "works_per_year"), GONE, "limits.works_per_year：項目がありません。"),
        (("limits", "group_checkpoints"), ["x"], 'limits.group_checkpoints[0]：「"x"」は数では'),
        (("prices", "overshoot"), -3, "prices.overshoot：「-3」は使えません。"),
    ],
)
def test_fault_has_its_place(path, value, sentence):
    data = json.dumps(changed(path, value)).encode()

    with pytest.raises(YakubaError) as refused:
        reading.read(data, "town.json")

    assert str(refused.value).startswith(f"「town.json」の {sentence}")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xff", "「town.json」は UTF-8 の文字として読めません。"),
        (b"{\n,}", "「town.json」の2行目は JSON として読めません。"),
        (b"[" * 100_000, "「town.json」の1行目は JSON として読めません。"),
        (b"[]", "「town.json」の 全体：{ } で囲んだ項目の集まりではありません。"),
        (b'{"years": NaN}', "「town.json」の 全体：「NaN」は数として使えません。"),
    ],
)
def test_unreadable_document_is_refused(data, sentence):
    with pytest.raises(YakubaError) as refused:
        reading.read(data, "town.json")

    assert str(refused.value).startswith(sentence)


def test_document_of_a_town_is_read_whole():
    problem = reading.read(json.dumps(TOWN).encode(), "town.json")

    assert [asset.id for asset in problem.assets] == ["a0", "a1", "a2"]
    assert problem.works["long_life"].limit_gain == 20
    assert problem.limits.group_checkpoints == ()


def test_seed_always_makes_the_same_town():
    assert towns.make(2, assets=3) == towns.make(2, assets=3)
    assert towns.make(2, assets=3) != towns.make(3, assets=3)
