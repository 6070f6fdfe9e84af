"""The first half of the year: from an empty installation to the open round."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import expect
from tests.journeys import mihon
from tests.journeys.mihon import FY
from tests.journeys.visitor import PHONE, Visitor, Watch

SLIP = re.compile(r"職員番号\s+(\S+)\s+最初のパスワード\s+(\S+)")


@dataclass
class Year:
    """The town of a journey and who is signed in there, by staff number."""

    town: object
    browser: object
    watch: Watch
    slips: dict = field(default_factory=dict)
    staff: dict = field(default_factory=dict)

    def visitor(self, **options):
        return Visitor(self.browser, self.town.url, watch=self.watch, **options)

    def person(self, number):
        """Return a member of staff, who signs in with her slip when she first comes."""
        if number not in self.staff:
            visitor = self.visitor()
            visitor.sign_in(number, self.slips[number])
            change_password(visitor, self.slips[number])
            self.staff[number] = visitor
        return self.staff[number]

    def resident(self):
        return self.visitor(viewport=PHONE)


def change_password(visitor, slip):
    assert visitor.heading == "パスワードの変更"
    visitor.fill("いまのパスワード", slip)
    visitor.page.get_by_label("新しいパスワード").nth(0).fill(mihon.PASSWORD)
    visitor.page.get_by_label("新しいパスワード").nth(1).fill(mihon.PASSWORD)
    visitor.press("変更する")


def first_sign_in(year):
    """The administrator comes with the printed password and must change it."""
    admin = year.visitor()
    admin.open("/")
    admin.look("empty-home")
    admin.sign_in(year.town.login_name, year.town.password)
    admin.look("first-password")
    assert admin.open("/staff/setup/") == 200
    change_password(admin, year.town.password)
    admin.open("/staff/setup/")
    assert admin.heading == "あと5つで始められます"
    admin.look("setup")
    return admin


def set_up(year, admin):
    """The wizard: town, scale, people; then the slips."""
    admin.follow("町と年度")
    admin.fill("市町村コード", "０６３９９１")
    admin.page.locator("#id_name").fill("みほん町")
    admin.fill("都道府県", "山形県")
    admin.fill("問い合わせ", "政策課 電話 0237-00-0000")
    admin.fill("役場が休みの日", "R7.8.15 お盆")
    admin.look("setup-town")
    admin.press("保存する")
    admin.follow("評価の尺度")
    admin.press("三段階の尺度を登録する")
    admin.follow("課と職員")
    admin.look("setup-people")
    admin.follow("名簿を貼り付ける")
    paste_staff(admin)
    print_slips(year, admin)
    admin.open("/staff/setup/")
    admin.look("setup-later")
    assert admin.heading == "あと2つで始められます"


def paste_staff(admin):
    admin.page.locator("textarea").fill(mihon.STAFF)
    admin.fill("いつから", f"{FY.short}.4.1")
    admin.press("内容を確かめる")
    assert admin.heading == "まだ何も変えていません。内容を確かめてください"
    admin.sees("新しくできる所属：総務課、税務課、政策課")
    admin.look("staff-preview")
    admin.press("この内容で登録する")


def print_slips(year, admin):
    for box in admin.page.locator("input[name=person]").all():
        box.check()
    admin.look("slips-choice")
    admin.press("選んだ人の初回パスワードの紙を作る")
    admin.look("slips")
    year.slips = dict(SLIP.findall(admin.page.locator("main").inner_text()))
    assert sorted(year.slips) == ["001", "101", "102", "201", "202", "203", "301"]


def read_plan(year, document):
    """The secretariat uploads the document and sees what was read beside its text."""
    office = year.person("301")
    office.follow("計画", exact=True)
    office.look("plans-empty")
    office.page.get_by_label("計画書のファイル").set_input_files(document)
    office.press("読み取る")
    office.look("job")
    office.wait_for_job(re.compile("確かめる|結果"))
    assert office.heading == "読み取った結果を確かめる"
    return office


def mend_plan(office):
    """One title is mended by hand, the doubtful joint is looked at and settled."""
    office.sees("使用料の見直しと減免の基準の整備")
    office.look("reading")
    row = office.page.locator(".yk-tree > li").filter(has_text="審議会の公募委員の拡大").last
    row.locator("summary").click()
    row.get_by_label("名前").fill("審議会などの公募委員の拡大")
    box = office.page.get_by_label(re.compile("行をまたぐ題名"))
    assert box.count() == 1
    box.check()
    office.look("reading-mended")
    office.press("直した内容を保存する")
    office.sees("審議会などの公募委員の拡大")
    expect(office.page.get_by_label(re.compile("行をまたぐ題名"))).to_be_checked()


def store_plan(office, slug):
    office.fill("アドレスの名前", slug)
    office.press("計画の下書きとして保存する")
    office.sees("この計画は下書きです。")
    office.look("plan-draft")


def decide_plan(year):
    """Headquarters put the plan in force."""
    chief = year.person("001")
    chief.sees("決定を待つ計画")
    chief.look("headquarters-home")
    chief.follow("第１次みほん町行財政改革実現プラン")
    chief.look("plan-to-decide")
    chief.press("決定する")
    chief.sees("行財政改革推進本部が決定しました。")


def fill_tables(office):
    """Indicators, methods and targets come as blocks from Excel."""
    office.open("/staff/tables/")
    office.look("tables")
    item = option_of(office, "/staff/tables/indicators/", "item")
    rows = [
        (item("収納率"), "2-1-a-1", "町税の収納率", "％"),
        (item("公募"), "1-1-a-1", "公募委員の数", "人"),
    ]
    lines = [
        f"{name}\t{code}\tはい\t{title}\t{unit}\t目標に対する割合"
        for name, code, title, unit in rows
    ]
    paste(office, "/staff/tables/indicators/", mihon.INDICATORS.format(rows="\n".join(lines)), 2)
    paste(office, "/staff/tables/methods/", mihon.METHODS.format(fy=FY.wareki), 2)
    paste(office, "/staff/tables/targets/", mihon.TARGETS.format(fy=FY.wareki, day=mihon.TODAY), 2)


def option_of(office, address, column):
    """Return a function that finds the words of a choice by a part of them."""
    office.open(address)
    options = office.page.locator(f"[name=new-0-{column}] option").all_inner_texts()
    return lambda part: next(words for words in options if part in words)


def paste(office, address, block, count):
    office.open(address)
    office.page.locator("#block").fill(block)
    office.press("ちがいを見る")
    office.sees("まだ何も変えていません。")
    office.look("table-difference")
    office.press("この内容で保存する")
    office.sees(f"{count}行を保存しました。")
    office.look("table-stored")


def open_round(office):
    """各該当課 gets its lead, and the round is opened."""
    office.follow("進みぐあい", exact=True)
    office.look("board-empty")
    office.open(f"/staff/board/{FY.year}/open/")
    office.look("round-not-yet")
    office.follow("担当を決める")
    office.look("owners")
    row = office.page.get_by_role("row").filter(has_text="窓口の待ち時間の短縮")
    row.locator("select").first.select_option(label="総務課")
    office.press("担当を保存する")
    assert office.heading == "すべての項目に主担当があります"
    office.follow("照会へ")
    office.fill_date("opens_on", f"令和{mihon.DAY.year - 2018}", mihon.DAY.month, mihon.DAY.day)
    office.fill_date("due_on", mihon.DUE.year, mihon.DUE.month, mihon.DUE.day)
    office.look("round")
    office.press("照会を始める")
    office.sees("6件の報告ができました。")
    office.look("board")
