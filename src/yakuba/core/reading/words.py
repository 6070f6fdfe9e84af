"""The words by which plan documents are recognized: data, to be extended when a town differs."""

import re
from typing import Final

# Words for "whoever is concerned": no section, but a rule resolved each year (domain/1 §2, trap 7).
_WHO: Final = "全て|すべて|全|各|関係|関連|該当|担当|所管|主管"
_WHAT: Final = "全庁|庁内|庁舎内|施設|事業|管理|財産|補助金|実施|公共施設"
_UNIT: Final = "部課|課局|課室|室課|部局|部署|所属|機関|職員|施設|職場|課|部|局|室|係|庁"
EVERY_SECTION: Final = re.compile(
    rf"(?=.*(?:{_WHO}))(?:(?:{_WHO}|{_WHAT})(?:の|する|を)?)+(?:{_UNIT})(?:等|・?[室局係]|長|的|共通)*(?:[（(].*[）)])?"
)

OTHERS: Final = re.compile("(?:ほか|他|外|等|など)")
# What a name of a section ends with.  Strong ones are believed wherever they stand at the end of a
# row; weak ones end ordinary words too, and are reported unless something else speaks for them.
_STRONG: Final = "課|室|局|係|支所|出張所|公室|本部"
_WHOLE: Final = (
    "病院|委員会|診療所|保育所|保育園|幼稚園|こども園|公民館|図書館|消防署|消防本部|消防団|センター"
    "|議会|会計管理者|出納室"
)
_WEAK: Final = "部|所|園|館|校|署|班|チーム|グループ|G|Ｇ|担当|事務所|会"
_NOT_IN_NAMES: Final = "。「」（）()、,のをにはがと※？！"
_NAME: Final = rf"[^\s{_NOT_IN_NAMES}]"
NAME: Final = re.compile(f"{_NAME}{{2,12}}")
STRONG_SECTION: Final = re.compile(
    rf"(?:{_NAME}{{1,14}}?(?:{_STRONG})|{_NAME}{{0,14}}?(?:{_WHOLE}))等?"
)
WEAK_SECTION: Final = re.compile(rf"{_NAME}{{1,12}}?(?:{_WEAK})等?")

# Cells of the head of a table of items.
_CODE_HEAD: Final = r"(?:実施計画|実施|計画|管理|項目|取組|整理)?(?:№|No\.?|NO\.?|番号|コード)"
_ITEM_HEAD: Final = (
    r"(?:具体的な?|主な|重点)?(?:実施計画|実施|取組|取り組み|推進|改革|計画)?"
    r"(?:項目|事項|内容|施策|項目名|取組|事業名?|名称)"
)
_SECTION_HEAD: Final = (
    "(?:担当|所管|主管|関係|主担当|推進|実施)(?:課|部署|課等|部課|所属|課室|課局|部局|課・室|担当)?"
)
_YEAR_HEAD: Final = "(?:令和|平成|[RH])?(?:元|[0-9]{1,4})(?:年度?)?"
_OTHER_HEAD: Final = r"備考|区分|大区分|中区分|小区分|目標|基本目標|方策|年度|時期|実施時期|概要"
SECTION_HEAD: Final = re.compile(_SECTION_HEAD)
_MAIN_HEAD: Final = f"{_CODE_HEAD}|{_ITEM_HEAD}|{_SECTION_HEAD}"
HEAD_CELL: Final = re.compile(f"{_MAIN_HEAD}|{_OTHER_HEAD}|{_YEAR_HEAD}")
HEAD_ROW: Final = re.compile(f"(?:{_MAIN_HEAD}){{2,}}")
# Heads that stand alone on a line, where a page broke the head itself; the second kind is a head
# only after another: 「関係課」 alone may be an owner too.
LONE_HEAD: Final = re.compile(f"{_CODE_HEAD}|(?:実施計画|実施|取組|推進)項目名?")
LONE_HEAD_AFTER_HEAD: Final = re.compile(_MAIN_HEAD)
OWNER_LABEL: Final = re.compile(rf"[\[【（(〔]?{_SECTION_HEAD}[\]】）)〕]?\s*[:：]\s*(.+)")
OWNER_LABEL_SPACED: Final = re.compile(
    rf"(?:[\[【（(〔<＜［]{_SECTION_HEAD}[\]】）)〕>＞］]\s*|"
    r"(?:主?担当|所管|主管)(?:課|部署|課等|部課|所属|課室|課局|部局)?\s+)(.+)"
)
OWNER_FIRST: Final = re.compile(
    r"[【［\[〔]([^【】［］\[\]〔〕]+)[】］\]〕](?:\s*(?:継続|新規|拡充|見直し|完了))?"
)
# Labels of paragraphs about an item: what stands behind them is no part of its title.
TEXT_LABEL: Final = re.compile(
    r"[【［\[〔（(＜<◇◆・■□○●]*\s?(?:(?:取組|実施|事業|具体的|主な|改革の?|計画の?)?(?:の?内容|概要|目的|方針|方法)"
    r"|現状(?:と課題|・課題|及び課題)?|課題|問題点|(?:期待される|見込まれる)?効果(?:額|目標)?|(?:数値|到達|成果|達成)?目標(?:値)?"
    r"|(?:成果|評価|管理)?指標|実施(?:時期|年度|期間)|スケジュール|年次計画|年度別?計画|工程|備考|摘要|これまでの取組|今後の取組|進捗状況|取組状況)"
    r"(?:[】］\]〕）)＞>]\s*|\s*[:：]\s*|\s+(?=\S))"
)

# An unmarked line that opens the list of items.
LIST_HEADING: Final = re.compile(
    r".{0,24}(?:一覧表?|体系図?|体系表|項目表|計画表|工程表|別表第?[0-9０-９]*|別紙[0-9０-９]*)"
    r"|[【［\[]?(?:別表|別紙|資料)[0-9０-９]*[】］\]]?.{0,24}(?:項目|計画|取組).{0,8}"
)

PLAN_WORD: Final = re.compile(
    r".*(?:プラン|計画書?|大綱|方針|プログラム|ビジョン|戦略|指針)(?:\s?[0-9]{4})?"
    r"(?:\s*[（(〔].*[）)〕]|\s*[～〜~―－-].*[～〜~―－-])*"
)
ABOUT_PLANS: Final = re.compile("プラン|計画|大綱|改革|方針|プログラム|ビジョン|戦略|指針")

# Titles of chapters that say why and how, and are never goals of the tree.
CHAPTER_TITLE: Final = re.compile(
    r"必要性|背景|趣旨|経緯|経過|はじめに|現状と?|期間|推進体制|進行管理|評価|検証|姿勢|位置付け"
    r"|位置づけ|方向性|考え方|目的$|公表"
)
# Titles of chapters that hold the tree.
CONTAINER_TITLE: Final = re.compile(
    r"目標$|一覧|体系|実施計画|実施項目|取組項目|計画項目|推進項目|改革項目|項目$|具体的|取組内容"
    r"|取組の方針|プランの内容"
)

# Titles of other papers: minutes, agendas.
OTHER_PAPER_TITLE: Final = re.compile(
    "開会|閉会|あいさつ|挨拶|議事|議題|出席|欠席|日時|場所|その他$"
)

CONTENTS: Final = re.compile(r"[【\[（(]?(?:目次|もくじ|CONTENTS?)[】\]）)]?", re.IGNORECASE)
TOTAL_LINE: Final = re.compile(
    r"[（(]?(小計|合計|総計|総数|計|全|以上|全部で)[、,]?(?:実施計画|実施|取組|改革)?(?:項目)?(?:数)?:?([0-9]{1,3})(?:の?(?:取組|改革|実施)?項目|件|本)?[）)]?"
)
CONTENTS_LINE: Final = re.compile(
    r".*(?:…|‥|・{3,}|\.{3,}|．{3,}|。{3,}|-{4,}|─{2,}|\s)\s*[0-9]{1,3}"
)
LEADERS: Final = re.compile(r"(?:…|‥){1,}\s*[0-9０-９]{1,3}|(?:・|\.|．|─|-){4,}\s*[0-9０-９]{1,3}")
PAGE_NUMBER: Final = re.compile(
    r"[-－―‐–—ー~〜～]?\s*(?:P\.?|p\.?|page)?\s*[0-9]{1,3}\s*(?:ページ|頁)?"
    r"\s*[-－―‐–—ー~〜～]?|[0-9]{1,3}\s*[/／]\s*[0-9]{1,3}"
)
NOTE: Final = re.compile(r"※|＊|\*|(?:注|（注|\(注)[0-9０-９]*[)）:：.．\s]")

# Counters that make a number at the start of a line part of a sentence, never a mark: after a space
# only what can be nothing else; after the bare number all of them, but for words of titles.
COUNTED: Final = (
    "年間|年度|年目|[かヵカヶケ箇]年|月[0-9０-９末中]|日間|人[のがを]|件[のがを]|億円|万円|千円|円"
    "|[%％]|つの|割|倍|回|名[のがを]"
)
COUNTERS: Final = (
    "年月日つ人件億万千百十％%か箇ヵカヶケ個回次割倍名円章節条号市町村"
    "歳代時分秒期枚台校社戸世点階本項度"
)
COUNTER_IN_TITLE: Final = (
    "歳入|歳出|町民|町有|町税|町内|町立|町の|市民|市有|市税|市の|村民|村有|人材|人事|人づくり|人口"
    "|社会|時代|本町|本市|本村|年次|日常|世代|分かり|度合|期間|項目|校舎|次世代|次期"
)

# Declared totals: how many of what.  Level 1 = goals, 2 = any level between, 3 = items.
TOTAL_WORDS: Final[tuple[tuple[str, int], ...]] = (
    ("実施計画項目|実施項目|取組項目|取り組み項目|改革項目|推進項目|計画項目|具体的な?取組", 3),
    ("重点目標|基本目標|目標|改革の柱|基本方針|柱", 1),
    ("推進方策|方策|重点施策|基本施策|施策", 2),
    ("項目", 3),
)
EARLIER_PLAN: Final = re.compile("前計画|前プラン|前大綱|前回|これまで|旧計画|旧プラン|従前")
