"""Refusals of pure code in the reader's language."""

import pickle

import pytest
from django import forms
from django.utils import translation

from yakuba.kernel.problems import Problem
from yakuba.kernel.sentences import sentence
from yakuba.platform.ui.fields import JapaneseDateField, JapaneseDecimalField
from yakuba.platform.ui.sentences import spoken, spoken_problem


class Asked(forms.Form):
    day = JapaneseDateField()
    amount = JapaneseDecimalField()


@pytest.mark.parametrize(
    ("language", "day", "amount"),
    [
        (
            "ja",
            "「あした」は日付として読めません。"
            "「令和3年4月1日」「R3.4.1」「2021-04-01」のように入力してください。",
            "「たくさん」は数として読めません。"
            "「1,234」「△1,234」「12.5」のように数字だけを入力してください。",
        ),
        (
            "en",
            "“あした” cannot be read as a date. Enter it like 2021-04-01, R3.4.1 or 令和3年4月1日.",
            "“たくさん” cannot be read as a number. Enter digits only, like 1,234, −1,234 or 12.5.",
        ),
    ],
)
def test_field_refuses_in_the_language_of_the_page(language, day, amount):
    with translation.override(language):
        form = Asked({"day": "あした", "amount": "たくさん"})

        assert form.errors == {"day": [day], "amount": [amount]}


def test_sentence_inside_a_sentence_is_said_too():
    told = sentence(
        "%(text)sは%(true)sで、曜日が合いません。", text="R6.6.10", true=sentence("月曜日")
    )

    with translation.override("en"):
        assert spoken(told) == "R6.6.10 is a Monday: the day of the week does not agree."
    assert told == "R6.6.10は月曜日で、曜日が合いません。"


def test_other_texts_stay_as_they_are():
    problem = Problem("late", "期限を過ぎています。", place="C12")

    with translation.override("en"):
        assert spoken_problem(problem) == problem


def test_sentence_survives_a_copy():
    told = sentence("%(part)sを入力してください。", part="月")

    copied = pickle.loads(pickle.dumps(told))  # noqa: S301 (our own bytes)

    assert (copied, copied.pattern, copied.values) == (told, told.pattern, told.values)
