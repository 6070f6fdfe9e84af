"""A plan document that goes in through the page comes out as the same tree."""

import json
import re
from pathlib import Path

import pytest
from tests.journeys import mihon
from tests.journeys.visitor import Visitor

from yakuba.site.demo import plan as demo_plan

pytestmark = pytest.mark.slow

SEED = Path(__file__).parents[3] / "shared" / "seed"
TREE = """
import json
from yakuba.core.plan.models import PlanVersion
from yakuba.core.plan.services import tree_of
print(json.dumps(tree_of(PlanVersion.objects.get(plan__slug="printed", number=1))))"""


def stored_tree(town, browser, document):
    """Return the tree of a document that the secretariat uploads and stores as it was read."""
    office = Visitor(browser, town.url).sign_in("secretariat", town.password)
    office.open("/staff/plans/")
    office.page.get_by_label("計画書のファイル").set_input_files(document)
    office.press("読み取る")
    office.wait_for_job(re.compile("確かめる"))
    office.look("document")
    office.fill("アドレスの名前", "printed")
    missing = office.page.get_by_label("登録されていない課を、いっしょに登録する")
    if missing.count():
        missing.check()
    office.press("計画の下書きとして保存する")
    office.sees("この計画は下書きです。")
    office.watch.fine()
    office.leave()
    return json.loads(town.town.python(TREE))


def files():
    return sorted(SEED.glob("*.txt"))


@pytest.mark.skipif(
    not files(), reason="the document of the demo's plan is not part of the product"
)
def test_document_of_the_demo_plan_gives_the_demo_tree(own_demo, browser):
    assert stored_tree(own_demo, browser, files()[0]) == demo_plan.tree()


def test_document_in_the_code_page_of_old_windows(own_demo, browser, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_bytes(mihon.document().replace("\n", "\r\n").encode("cp932"))

    tree = stored_tree(own_demo, browser, document)

    titles = [item["title"] for item in tree["items"]]
    assert titles == [
        "審議会の公募委員の拡大",
        "窓口の待ち時間の短縮",
        "町税の収納率の向上",
        "使用料の見直しと減免の基準の整備",
        "RPAによる事務の効率化",
        "広報紙の見直し",
    ]
    assert [item["key"] for item in tree["items"]] == list(mihon.ITEMS)
    assert tree["nodes"][0]["title"] == "町民とともに歩むまちづくり"
