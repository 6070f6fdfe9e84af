import re
from pathlib import Path

import pytest

from yakuba.platform.masking.rules import Kind, Word, masked, propose, read_words

FOLDER = Path(__file__).parent / "labeled"
MARK = re.compile(r"\{(name|phone|mail|postal|address|birth|age|plate):([^}]*)\}")


def labeled(name):
    """Return each text with the passages that must be masked, as pairs of places."""
    return [_read(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def _read(line):
    text, spans, rest = "", [], line
    while match := MARK.search(rest):
        text += rest[: match.start()]
        spans.append((len(text), len(text) + len(match[2])))
        text += match[2]
        rest = rest[match.end() :]
    return text + rest, spans


def measure(name, reader=read_words):
    """Return how many labeled passages are covered, of how many; proposals that hit, of how many.

    A passage counts as covered when every character of it would be masked.
    """
    covered = labels = hits = proposals = 0
    for text, spans in labeled(name):
        found = [(p.start, p.end) for p in propose(text, reader(text))]
        hidden = {n for start, end in found for n in range(start, end)}
        labels += len(spans)
        covered += sum(set(range(*span)) <= hidden for span in spans)
        proposals += len(found)
        hits += sum(any(a < end and start < b for a, b in spans) for start, end in found)
    return covered, labels, hits, proposals


# Floors a little under what was measured when the patterns were written (README.md).
@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [("tuning", 95, 95), ("held-plain", 90, 90), ("held-hard", 90, 90)],
)
def test_masking_finds_what_people_marked(name, recall, precision):
    covered, labels, hits, proposals = measure(f"{name}.txt")

    assert 100 * covered >= recall * labels, (covered, labels)
    assert 100 * hits >= precision * proposals, (hits, proposals)


def test_words_of_the_dictionary_find_what_patterns_miss():
    without = measure("held-hard.txt", lambda text: [])

    assert without[0] < measure("held-hard.txt")[0]


def test_measure_can_fail(monkeypatch):
    monkeypatch.setattr(f"{__name__}.propose", lambda text, words: [])

    assert measure("tuning.txt")[0] == 0


def test_labels_are_sixty_texts_or_more_half_of_them_held():
    assert [len(labeled(f"{n}.txt")) for n in ("tuning", "held-plain", "held-hard")] == [74, 32, 40]


def test_masked_text_names_what_stood_there():
    text = "佐藤様　電話０２３７（００）５６７８、a@example.jp"

    assert masked(text, propose(text)) == "〔氏名〕様　電話〔電話〕、〔メール〕"


def test_person_may_leave_a_proposal_out():
    text = "高橋さんと鈴木さん"
    first, second = propose(text)

    assert masked(text, [second]) == "高橋さんと〔氏名〕さん"
    assert first.kind is Kind.NAME


def test_name_of_a_place_counts_only_where_a_person_is_meant():
    words = [Word(0, 2, "place")]

    assert [p.words for p in propose("村山議員の話", words)] == ["村山"]
    assert propose("村山から来ました", words) == []


def test_name_in_a_name_of_a_place_is_left():
    assert propose("山田地区の水路", [Word(0, 2, "person")]) == []


def test_family_and_given_name_are_one_passage():
    words = [Word(0, 2, "person"), Word(3, 4, "person")]

    assert [p.words for p in propose("渡部　修の件", words)] == ["渡部　修"]


def test_names_apart_are_two_passages():
    words = [Word(0, 2, "person"), Word(3, 5, "person")]

    assert [p.words for p in propose("須藤と今野が滑った", words)] == ["須藤", "今野"]
