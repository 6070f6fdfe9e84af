"""The plan of the first town reads the same as PDF, as Word and as a workbook."""

import pytest
from tests.reading_set import papers

from yakuba.core.reading.read import read
from yakuba.core.reading.tests.test_seed import FILES

pytestmark = pytest.mark.skipif(not FILES, reason="the seed document is not beside the repository")


@pytest.fixture(scope="module")
def text():
    return FILES[0].read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def tree(text):
    return rows_of(read(text.encode(), "seed.txt"))


def rows_of(reading):
    nodes = [(node.key, node.code, node.title.replace(" ", "")) for node in reading.nodes]
    items = [
        (i.key, i.code, i.title.replace(" ", ""), i.sections, i.every_section)
        for i in reading.items
    ]
    return nodes, items


def as_workbook(reading):
    nodes = {node.key: node for node in reading.nodes}
    grid = [["目標", "方策", "実施計画№", "実施計画項目", "担当課"]]
    before = (None, None)
    for item in reading.items:
        measure = nodes[item.parent]
        above = (nodes[measure.parent], measure)
        shown = [
            papers.ABOVE if node is old else f"{node.code}{node.title}"
            for node, old in zip(above, before, strict=True)
        ]
        every = ["各該当課"] if item.every_section else []
        grid.append([*shown, item.code, item.title, "\n".join([*every, *item.sections])])
        before = above
    return papers.xlsx({"一覧": [[reading.title, "", "", "", ""], *grid]})


@pytest.mark.parametrize("make", [papers.pdf, papers.docx], ids=["pdf", "docx"])
def test_seed_in_an_office_format_gives_the_same_tree(make, text, tree):
    lines = [line.strip("\x0c \r") for line in text.split("\n")]

    reading = read(make([("p", line) for line in lines if line]), "seed")

    assert rows_of(reading) == tree
    assert reading.exit_code == 0


def test_seed_as_a_workbook_gives_the_same_tree(text, tree):
    reading = read(as_workbook(read(text.encode(), "seed.txt")), "seed.xlsx")

    assert rows_of(reading) == tree
