"""みほん町: its staff list, its plan as a document, and its figures.  All of it is invented."""

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.wareki import format_date
from yakuba.platform import clock

PASSWORD = "yama-to-kawa-no-machi"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
DAY = clock.today()
FY = FiscalYear.of(DAY).previous
DUE = FiscalYear.of(DAY).last_day
TODAY = format_date(DAY)

STAFF = """課\t氏名\tフリガナ\t職員番号\t職名\t役割
総務課\t青木 一\tアオキ ハジメ\t１０１\t課長\t所属長
総務課\t石田 花\tイシダ ハナ\t102\t主事\t担当者
税務課\t上野 進\tウエノ ススム\t201\t課長\t所属長
税務課\t江川 咲\tエガワ サキ\t202\t主事\t担当者
税務課\t大川 学\tオオカワ マナブ\t203\t主事\t担当者
政策課\t川田 恵\tカワダ メグミ\t301\t主査\t事務局
\t北野 守\tキタノ マモル\t001\t副町長\t推進本部
"""

PLAN = """ 第１次みほん町行財政改革実現プラン

１ 改革の必要性
人口が減るなかで、町の仕事を見直します。

３．改革の３つの目標
（１）町民とともに歩むまちづくり
① 町民が参加しやすい行政運営
話し合いの場を設けます。
（２）持続できる財政
① 歳入の確保
町税の収納率を高めます。
② 仕事の見直し
しくみを見直します。
（３）開かれた役場
① 町民への知らせ
わかりやすく知らせます。

５ 改革の推進期間
{start}から{end}までの３年間とします。

　実施計画項目一覧
（１）．町民とともに歩むまちづくり
①町民が参加しやすい行政運営
実施計画№ 実施計画項目 担当課
(1)-①-a 審議会の公募委員の拡大 総務課
(1)-①-ｂ 窓口の待ち時間の短縮 各該当課
（２）．持続できる財政
①歳入の確保
実施計画№ 実施計画項目 担当課
(2)-①-a 町税の収納率の向上 税務課
(2)-①-b
使用料の見直しと減免の基準の整
備
税務課
②仕事の見直し
実施計画№ 実施計画項目 担当課
(2)-②-a RPAによる事務の効率化 総務課
（３）．開かれた役場
①町民への知らせ
実施計画№ 実施計画項目 担当課
(3)-①-a 広報紙の見直し 総務課
"""

ITEMS = ("1-1-a", "1-1-b", "2-1-a", "2-1-b", "2-2-a", "3-1-a")
OURS = "2-1-a"  # the item whose report is written with all its trouble
LATE = "3-1-a"  # the item without a report
LATE_CODE = "(3)-①-a"  # as the plan prints it

INDICATORS = """項目\t指標の番号\t代表の指標\t指標名\t単位\t達成の見方
{rows}"""
METHODS = """指標\t版\t使い始める年度\t計算の式（言葉で）\t分子の名前\t分母の名前\t\
分子と分母の単位\t小数の桁
町税の収納率\t1\t{fy}\t収入済額÷調定額\t収入済額\t調定額\t円\t1
公募委員の数\t1\t{fy}\t公募で選んだ委員の数\t\t\t\t0
"""
TARGETS = """指標\t年度\t目標の種類\t目標値\t決めた日\t決めた機関
町税の収納率\t{fy}\tその年度\t９７．５\t{day}\t行財政改革推進本部
公募委員の数\t{fy}\tその年度\t12\t{day}\t行財政改革推進本部
"""

DONE = "口座振替の案内を、全世帯に送りました。"
NOT_DONE = "夜の納付相談は、1回しか開けませんでした。"
NEXT = "納付相談を、年に4回開きます。"
REASON = "案内の通数を書いてください。"
MENDED = "口座振替の案内を、全世帯2,310通送りました。"


def document():
    """Return the plan as text, for the three years from the year that is reported."""
    years = {"start": FY.wareki, "end": (FY + 2).wareki}
    return PLAN.format(**{name: words.translate(FULL) for name, words in years.items()})
