"""`yakuba facilities estimate` (contracts, section 5)."""

import json

import pytest

from yakuba.site import cli

COSTS = "use,repair_yen_m2,rebuild_yen_m2\n公民館,250000,400000\n学校,170000,330000\n"
LIST = "name,use,area_m2,built_fy\n中央,公民館,1000,昭和40\n"


@pytest.fixture
def call(tmp_path, capsys):
    """Return a function that estimates a list and gives exit code, output and messages."""

    def run(rows, *, costs=COSTS, options=("--json",), start="2025", years="40", encoding="utf-8"):
        (tmp_path / "list.csv").write_bytes(rows.encode(encoding))
        (tmp_path / "costs.csv").write_text(costs, encoding="utf-8")
        files = [str(tmp_path / "list.csv"), "--unit-costs", str(tmp_path / "costs.csv")]
        window = ["--start", start, "--years", years, "--method", "simple"]
        code = cli.main(["facilities", "estimate", *files, *window, *options])
        return code, *capsys.readouterr()

    return run


def test_estimate_prints_the_document_of_the_contract(call):
    code, out, _err = call(LIST, years="3")

    assert code == 0
    assert json.loads(out) == {
        "years": [2025, 2026, 2027],
        "repair": [0, 0, 0],
        "rebuild": [133_333_333] * 3,
        "backlog": [0, 0, 0],
        "total": 400_000_000,
        "mean": 133_333_333,
        "peak": {"fy": 2025, "yen": 133_333_333},
    }


def test_estimate_has_a_table_for_people(call):
    code, out, _err = call(LIST, years="2", options=())

    assert code == 0
    assert out.splitlines() == [
        "年度\t修繕・改修（円）\t建替え（円）\t積み残し（円）\t計（円）",
        "2025\t0\t133,333,333\t0\t133,333,333",
        "2026\t0\t133,333,333\t0\t133,333,333",
        "総額\t266,666,667円\t1年当たり\t133,333,334円\t最大\t2025年度の133,333,333円",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_list_is_read_as_offices_save_it(call, encoding):
    rows = (
        'ｎａｍｅ,area_m2,built_fy,use,備考\r\n"中央\r\n公民館","１，０００",S40,公民館,x\r\n\r\n'
    )

    code, out, _err = call(rows, encoding=encoding)

    assert (code, json.loads(out)["total"]) == (0, 650_000_000)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("a,体育館,10,1990", "「list.csv」の2行目の use：用途「体育館」の単価がありません。"),
        ("a,公民館,0,1990", "「list.csv」の2行目の area_m2：面積が0より大きくありません（0）。"),
        ("a,公民館,－,1990", "「list.csv」の2行目の area_m2：「－」は数として読めません。"),
        ("a,公民館,-5,1990", "「list.csv」の2行目の area_m2：面積が0より大きくありません（-5）。"),
        ("a,公民館,10,2026", "「list.csv」の2行目の built_fy：建築年度（2026）が1868〜2025の外"),
        ("a,公民館,10,55", "「list.csv」の2行目の built_fy：「55」は元号か西暦か分かりません。"),
        ("a,公民館,10,1700", "「list.csv」の2行目の built_fy：「1700」は年度の範囲を外れて"),
        ("a,公民館,1,234,1990", "「list.csv」の2行目は、見出しより列が多くなっています。"),
        ("a,公民館", "「list.csv」の2行目の area_m2：数が入力されていません。"),
        ('a,"公民館,10,1990', "「list.csv」の2行目は CSV として読めません。"),
        ("", "「list.csv」に行がありません。"),
    ],
)
def test_fault_is_one_sentence_with_its_place_and_nothing_is_estimated(call, rows, sentence):
    code, out, err = call("name,use,area_m2,built_fy\n" + rows)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(sentence)


def test_other_faults_are_counted(call):
    _code, _out, err = call("name,use,area_m2,built_fy\n\n\na,公民館,0,1990\nb,x,1,1990\n")

    assert err == (
        "「list.csv」の4行目の area_m2：面積が0より大きくありません（0）。"
        "平方メートルで書いてください。（ほかに1か所）\n"
    )


@pytest.mark.parametrize(
    ("costs", "sentence"),
    [
        ("use,repair_yen_m2\n公民館,1\n", "「costs.csv」の1行目の見出しに rebuild_yen_m2 がありま"),
        (COSTS + "公民館,1,1\n", "「costs.csv」の4行目の use：用途「公民館」が2回あります。"),
        (COSTS + "体育館,-1,1\n", "「costs.csv」の4行目の repair_yen_m2：単価が負の数です"),
        (COSTS + "体育館,x,1\n", "「costs.csv」の4行目の repair_yen_m2：「x」は数として読めません"),
    ],
)
def test_fault_of_the_costs_has_its_place(call, costs, sentence):
    code, out, err = call(LIST, costs=costs)

    assert (code, out) == (2, "")
    assert err.startswith(sentence)


@pytest.mark.parametrize(
    ("window", "sentence"),
    [
        ({"years": "0"}, "--years の「0」は使えません。"),
        ({"years": "999"}, "--years の「999」は使えません。"),
        ({"start": "来年"}, "「来年」は年度として読めません。"),
    ],
)
def test_window_must_be_possible(call, window, sentence):
    code, _out, err = call(LIST, **window)

    assert code == 2
    assert err.startswith(sentence)


def test_start_may_be_an_era_year(call):
    assert json.loads(call(LIST, start="令和７年度", years="1")[1])["years"] == [2025]


def test_bytes_that_are_no_text_are_refused(call):
    code, _out, err = call("\0\0", encoding="utf-8")

    assert code == 2
    assert err.startswith("「list.csv」は文字として読めません。")
