from yakuba.core.reading.read import read
from yakuba.core.reading.report import as_table
from yakuba.core.reading.tests.plans import Goal, Item, Measure, Plan

PLAN = Plan(
    (Goal("協働", (Measure("参加", (Item("広報の充実", ("総務課",), every=True),)),)),),
)


def test_table_shows_facts_tree_and_findings():
    text = PLAN.text().replace("までの３年間", "までの４年間")

    table = as_table(read(text.encode(), "plan.txt"))

    assert table == (
        "計画　第３次みほん町行財政改革実現プラン\n"
        "次数　第3次\n"
        "期間　令和3年度〜令和5年度\n"
        "構成　第1段1件、第2段1件、項目1件\n"
        "\n"
        "番号          題名        担当課\n"
        "------------  ----------  ----------------------------\n"
        "（１）        協働\n"
        "　①          参加\n"
        "　　(1)-①-a  広報の充実  総務課、（該当する課すべて）\n"
        "\n"
        "確かめること（1件）\n"
        "場所          内容\n"
        "------  ----  ---------------------------------------------------\n"
        "14行目  確認  期間の年数（4年）が、開始と終了の年度に合いません。\n"
    )


def test_table_of_no_plan_has_only_its_error():
    table = as_table(read("買い物\n1 牛乳\n".encode(), "memo.txt"))

    assert table.startswith("計画　—\n次数　—\n期間　—\n構成　項目0件\n\n確かめること（1件）\n")
    assert "1行目  誤り  計画の目標と項目の並びが見つかりません。" in table
