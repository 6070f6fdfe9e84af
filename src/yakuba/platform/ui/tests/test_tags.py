from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.ui import fieldgroups, formats

HOSTILE = '<script>alert("x")</script>'


def shown(source, **context):
    """Return what a template says."""
    return engines["django"].from_string(source).render(context)


class ReportForm(forms.Form):
    why = forms.CharField(label="理由", help_text="600字まで", widget=forms.Textarea)
    grade = forms.ChoiceField(label="評価", choices=[("a", "達成")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    "source",
    [
        '{% chip "red" x %}',
        '{% state "done" x %}',
        "{% phrase x %}",
        "{% figure 1 x %}",
        "{{ x|nb }}",
        "{% breadcrumb x x x %}",
        "{% empty x x href=x action=x %}",
        "{% text_of thing 'title' %}",
        "{% task_list things %}",
        "{% timeline things %}",
        "{% difference things x place=x %}",
        "{% conflicts things %}",
        "{% job_progress thing %}",
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_components_escape_hostile_text(source, language):
    names = "title note text word label old new place base mine theirs who at step error href"
    thing = SimpleNamespace(**dict.fromkeys(names.split(), HOSTILE), color="", name="n", state="")

    with translation.override(language):
        page = shown(source, x=HOSTILE, thing=thing, things=[thing])

    assert ("<script" in page, "&lt;script" in page) == (False, True)


def test_errors_and_fields_escape_what_was_typed():
    form = ReportForm({"why": HOSTILE, "grade": HOSTILE})
    problem = Problem("x", HOSTILE)

    page = shown(
        "{% error_summary form problems %}{% fields form %}", form=form, problems=[problem]
    )

    assert ("<script" in page, page.count("&lt;script")) == (False, 4)


def test_mark_and_chip_refuse_what_has_no_picture():
    with pytest.raises(ValueError, match="no mark 'good'"):
        shown('{% mark "good" %}')
    with pytest.raises(ValueError, match="no color 'pink'"):
        shown('{% chip "pink" "x" %}')


def test_field_links_label_hint_and_error():
    form = ReportForm({})

    page = shown("{% field form.why count=600 %}", form=form)

    assert 'aria-describedby="id_why_h id_why_e id_why_c"' in page
    assert 'aria-invalid="true"' in page
    assert 'for="id_why"' in page
    assert " required" not in page
    assert "※必須" in page


def test_radios_stand_in_a_fieldset_with_a_legend():
    page = shown("{% field form.grade %}", form=ReportForm())

    assert page.count("<fieldset") == page.count("<legend") == 1
    assert 'for="id_grade_0">達成' in page


def test_error_summary_counts_and_leads_to_the_first_control():
    page = shown("{% error_summary form %}", form=ReportForm({}))

    assert "直すところが2か所あります" in page
    assert '<a href="#id_why">理由：入力してください。</a>' in page
    assert '<a href="#id_grade_0">評価：選んでください。</a>' in page
    assert "autofocus" in page
    assert shown("{% error_summary form %}", form=ReportForm()).strip() == ""


def test_problem_of_a_service_stands_beside_its_field():
    form = ReportForm({"why": "x", "grade": "a"})
    failure = YakubaError(Problem("a", "短い。", "足す。", "why"), Problem("b", "遅い。"))

    fieldgroups.add_problems(form, failure)

    assert form.errors == {"why": ["短い。足す。"], "__all__": ["遅い。"]}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "町民と行政の役割分担による協働のまちづくり",
            "町民と行政の|役割分担による|協働のまちづくり",
        ),
        (
            "歳入確保と効率的な歳出執行への更なる取り組み",
            "歳入確保と|効率的な歳出執行への|更なる取り組み",
        ),
        ("できなかったことと、その理由", "できなかったことと、|その理由"),
        ("公表", "公表"),
        ("", ""),
    ],
)
def test_phrases_break_after_particles(text, phrases):
    assert "|".join(formats.phrases(text)) == phrases


def test_stored_phrases_count_only_for_the_same_words():
    assert formats.phrases("協働のまち", "協働の|まち") == ["協働の", "まち"]
    assert formats.phrases("協働のまち", "別の|ことば") == ["協働のまち"]


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (1234, None, "1,234"),
        ("98.70", None, "98.70"),
        (Decimal("-0.35"), 1, "−0.4"),
        (0, None, "0"),
        (None, None, "―"),
        ("", 1, "―"),
    ],
)
def test_number_shows_nothing_as_a_dash_and_zero_as_zero(value, decimals, words):
    assert formats.number(value, decimals) == words


def test_days_and_years_speak_both_languages():
    day = datetime(2024, 6, 9, 15, 30, tzinfo=UTC)

    said = [formats.wareki(day), formats.weekday(date(2024, 6, 10)), formats.yen(-1234)]
    said += [formats.wareki_fy(FiscalYear(2023)), formats.clock_time(day)]
    with translation.override("en"):
        english = [formats.wareki(day), formats.weekday("2024-06-10"), formats.yen(-1234)]
        english += [formats.wareki_fy(2023), formats.month_day("2024-06-09T15:30:00Z")]

    assert said == ["令和6年6月10日", "6月10日（月）", "−1,234円", "令和5年度", "00:30"]
    assert english == ["10 June 2024", "10 June (Mon)", "−¥1,234", "FY2023", "10 June"]


def test_text_without_english_is_marked_as_japanese():
    item = {"title": "収納率", "title_en": ""}

    with translation.override("en"):
        page = shown('{% text_of item "title" %}{% plain_text_of item "title" %}', item=item)

    assert page == '<span lang="ja">収納率</span>収納率'


def test_pages_keep_the_rest_of_the_query(rf):
    page = Paginator(range(60), 20).page(2)

    said = shown("{% pagination page %}", page=page, request=rf.get("/?fy=2023&page=2"))

    assert 'href="?fy=2023&amp;page=3"' in said
    assert said.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "1KB"), (24_400, "24KB"), (100_000, "0.1MB"), (1_250_000, "1.3MB")],
)
def test_size_of_a_file_is_said_in_round_numbers(octets, words):
    assert formats.size(octets) == words
