from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.ui.fields import (
    DateTripleField,
    FiscalYearFormField,
    JapaneseDateField,
    JapaneseDecimalField,
    JapaneseIntegerField,
    YenField,
)
from yakuba.platform.ui.rows import CellDecimalField


@pytest.fixture(autouse=True)
def _day_of_the_demo_town(monkeypatch):
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-10")


def form_of(field, data=None, initial=None):
    form_class = type("OneForm", (forms.Form,), {"it": field})
    return form_class(data, initial={"it": initial})


def cleaned(field, typed):
    form = form_of(field, {"it": typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def refusal(field, typed):
    return form_of(field, {"it": typed}).errors["it"]


def parts(year, month, day):
    return {"it_year": year, "it_month": month, "it_day": day}


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (JapaneseIntegerField(), "１，２３４", 1234),
        (JapaneseIntegerField(), "△5", -5),
        (JapaneseIntegerField(required=False), "　", None),
        (JapaneseDecimalField(), "９７．０％", Decimal("97.0")),
        (JapaneseDecimalField(required=False), "", None),
        (YenField(), "1,234円", 1234),
        (YenField("千円"), "△1,234", -1_234_000),
        (YenField("億円"), "38.2", 3_820_000_000),
        (YenField("百万円"), "5千円", 5_000),
        (FiscalYearFormField(), "令和3年度", FiscalYear(2021)),
        (FiscalYearFormField(), "R３", FiscalYear(2021)),
        (FiscalYearFormField(), "６", FiscalYear(2024)),
        (FiscalYearFormField(required=False), "", None),
        (JapaneseDateField(), "令和6年6月10日", date(2024, 6, 10)),
        (JapaneseDateField(), "Ｒ６．６．１０", date(2024, 6, 10)),
        (JapaneseDateField(required=False), "", None),
    ],
)
def test_field_reads_what_an_office_types(field, typed, value):
    assert cleaned(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (JapaneseIntegerField(), "", "入力してください。"),
        (
            JapaneseIntegerField(),
            "たくさん",
            "「たくさん」は数として読めません。"
            "「1,234」「△1,234」「12.5」のように数字だけを入力してください。",
        ),
        (JapaneseIntegerField(), "1.5", "「1.5」には小数があります。整数で入力してください。"),
        (JapaneseIntegerField(min_value=0), "△1", "0以上で入力してください。"),
        (JapaneseIntegerField(max_value=10), "11", "10以下で入力してください。"),
        (JapaneseDecimalField(decimal_places=1), "1.25", "小数は1桁までで入力してください。"),
        (
            JapaneseDecimalField(max_digits=4, decimal_places=1),
            "1234",
            "整数の部分は3桁までで入力してください。",
        ),
        (JapaneseDecimalField(max_digits=3), "12.34", "3桁までで入力してください。"),
        (
            YenField("千円"),
            "1.2345",
            "「1.2345」には1円未満の端数があります。円の単位で割り切れる額を入力してください。",
        ),
        (
            FiscalYearFormField(),
            "来年度",
            "「来年度」は年度として読めません。「令和3」「R3」「2021」のように入力してください。",
        ),
        (
            JapaneseDateField(),
            "令和6年2月31日",
            "「令和6年2月31日」はありません。日付を直してください。",
        ),
    ],
)
def test_field_refuses_with_the_way_out(field, typed, sentence):
    assert refusal(field, typed) == [sentence]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (JapaneseIntegerField(), "１，２３"),
        (JapaneseDecimalField(), "約５"),
        (YenField("千円"), "５ドル"),
        (FiscalYearFormField(), "らいねん"),
        (JapaneseDateField(), "６月"),
    ],
)
def test_refused_text_stays_as_it_was_typed(field, typed):
    form = form_of(field, {"it": typed})

    assert form["it"].value() == typed
    assert f'value="{typed}"' in str(form["it"])


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        (JapaneseIntegerField(), 1234567, "1,234,567"),
        (JapaneseIntegerField(), None, None),
        (JapaneseDecimalField(), Decimal("-97.0"), "-97.0"),
        (YenField(), 1234, "1,234"),
        (YenField("千円"), 1_234_567, "1,234.567"),
        (YenField("億円"), 100_000_000_000, "1,000"),
        (YenField(), None, None),
        (FiscalYearFormField(), FiscalYear(2019), "令和元年度"),
        (JapaneseDateField(), date(2024, 6, 10), "令和6年6月10日"),
    ],
)
def test_stored_value_is_shown_and_reads_back_unchanged(field, stored, shown):
    field.required = False
    assert form_of(field, initial=stored)["it"].value() == shown

    again = form_of(field, {"it": shown or ""}, initial=stored)

    assert again.is_valid()
    assert again.cleaned_data["it"] == stored
    assert not again.has_changed()


@pytest.mark.parametrize(
    ("field", "inputmode"),
    [
        (JapaneseIntegerField(), "text"),
        (JapaneseIntegerField(min_value=0), "numeric"),
        (JapaneseDecimalField(min_value=0), "decimal"),
        (JapaneseDecimalField(min_value=-1), "text"),
        (YenField(min_value=0), "numeric"),
        (FiscalYearFormField(), "text"),
        (JapaneseDateField(), "text"),
    ],
)
def test_keypad_can_type_what_the_field_takes(field, inputmode):
    assert field.widget.attrs["inputmode"] == inputmode
    assert field.widget.input_type == "text"


@pytest.mark.parametrize(
    "typed",
    [
        parts("令和6", "6", "10"),
        parts("令和６年", "６月", "１０日"),
        parts("R6", "06", "10"),
        parts("2024", "6", "10"),
        parts("６", "６", "１０"),
        parts("６年", "６", "１０"),
        parts("R6.6.10", "", ""),
    ],
)
def test_three_inputs_make_a_date(typed):
    form = form_of(DateTripleField(), typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["it"] == date(2024, 6, 10)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (parts("", "", ""), "入力してください。"),
        (parts("", "6", "10"), "年が入力されていません。年を入力してください。"),
        (parts("令和6", "", "10"), "月が入力されていません。月を入力してください。"),
        (parts("令和6", "6", " "), "日が入力されていません。日を入力してください。"),
        (parts("令和6", "2", "30"), "「令和6年2月30日」はありません。日付を直してください。"),
        (
            parts("ねん", "6", "10"),
            "「ねん」は年として読めません。「令和3」「R3」「2021」のように入力してください。",
        ),
        (
            parts("令和6", "6", "x"),
            "「令和6年6月x日」は日付として読めません。"
            "「令和3年4月1日」「R3.4.1」「2021-04-01」のように入力してください。",
        ),
    ],
)
def test_wrong_part_is_named_and_all_texts_stay(typed, sentence):
    form = form_of(DateTripleField(), typed)

    assert form.errors["it"] == [sentence]
    assert form["it"].value() == list(typed.values())


def test_empty_parts_of_an_optional_date_are_none():
    form = form_of(DateTripleField(required=False), parts("", "", ""))

    assert form.is_valid()
    assert form.cleaned_data["it"] is None


def test_stored_date_fills_the_three_inputs_and_reads_back_unchanged():
    form = form_of(DateTripleField(), parts("令和元", "5", "1"), initial=date(2019, 5, 1))

    assert form["it"].field.widget.decompress(date(2019, 5, 1)) == ["令和元", "5", "1"]
    assert form.is_valid()
    assert not form.has_changed()


def test_date_before_the_eras_fills_the_three_inputs_too():
    assert DateTripleField().widget.decompress(date(1800, 5, 1)) == ["1800", "5", "1"]


def test_date_is_one_fieldset_of_three_labeled_inputs():
    form = form_of(DateTripleField(label="決定日"), initial=date(2024, 6, 10))

    html = Template("{% field form.it %}").render(Context({"form": form}))

    assert html.count("<fieldset") == html.count("<legend>決定日") == 1
    rows = (("year", "年", "令和6"), ("month", "月", "6"), ("day", "日", "10"))
    for n, (name, label, value) in enumerate(rows):
        assert f'name="it_{name}" value="{value}"' in html
        assert f'<label for="id_it_{n}">{label}</label>' in html
        assert html.count(f'id="id_it_{n}"') == 1


def test_new_form_shows_three_empty_inputs():
    html = str(form_of(DateTripleField())["it"])

    assert html.count("<input") == 3
    assert "value=" not in html


@pytest.mark.parametrize("value", [None, date(2024, 6, 10)])
def test_value_that_is_no_text_passes(value):
    assert DateTripleField(required=False).clean(value) == value


@pytest.mark.parametrize(("stored", "shown"), [("97.5000", "97.5"), ("1200.0000", "1,200")])
def test_cell_of_a_table_shows_no_zeros_that_the_column_adds(stored, shown):
    assert CellDecimalField().prepare_value(Decimal(stored)) == shown


@pytest.mark.parametrize("field", [forms.CharField(), forms.CharField(widget=forms.Textarea)])
def test_character_of_private_use_is_refused_in_every_text_field(field):
    assert refusal(field, "佐\ue000藤") == [
        "外字 「\ue000」（U+E000） があります。ほかのパソコンでは読めません。"
        "同じ読みの字か、かなで書いてください。"
    ]
    assert cleaned(field, "髙橋 﨑 𠮷野") == "髙橋 﨑 𠮷野"


@pytest.mark.parametrize(("required", "words"), [(True, "選んでください"), (False, "（選ばない）")])
def test_empty_choice_says_what_to_do(required, words):
    field = forms.ChoiceField(choices=[("", "---------"), ("a", "あ")], required=required)

    page = Template("{% field form.it %}").render(Context({"form": form_of(field)}))

    assert f'<option value="" selected>{words}</option>' in page
    assert "---" not in page
