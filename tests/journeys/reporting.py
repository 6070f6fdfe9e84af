"""The second half of the year: reports, decisions, acceptance and publication."""

import re

from playwright.sync_api import expect
from tests.journeys import mihon
from tests.journeys.mihon import FY

BASE = f"/staff/reports/{FY.year}"
TASKS = ("done", "not-done", "next")
FIELDS = {"done": "done_text", "not-done": "not_done_text", "next": "next_text"}


def write_figures(year):
    """The clerk types full-width digits, commas and an era; the rate is computed."""
    clerk = year.person("202")
    clerk.sees("町税の収納率の向上")
    clerk.look("clerk-home")
    clerk.follow(re.compile("町税の収納率の向上"))
    clerk.look("sheet")
    clerk.follow(re.compile("数字|実績"))
    clerk.fill("収入済額", "２３，１４５，６７８")
    clerk.fill("調定額", "23,800,000")
    clerk.page.get_by_label("状態").select_option(label="速報")
    clerk.fill_date("as_of", FY.next.wareki.removesuffix("年度"), "３", "31")
    clerk.fill("元の資料", "税務課の月計表 12ページ")
    clerk.press("計算して保存する")
    clerk.sees("97.3")
    clerk.look("figures")
    clerk.press("確かめたので次へ")


def lose_the_browser(year):
    """What the clerk wrote is there again after her browser was closed without saving."""
    clerk = year.staff.pop("202")
    clerk.context.clock.install()
    clerk.open(f"{BASE}/{mihon.OURS}/texts/done/")
    clerk.page.locator("textarea").first.fill(mihon.DONE)
    clerk.page.clock.fast_forward(21_000)
    expect(clerk.page.locator("[data-saved]")).to_contain_text("自動で保存しました")
    clerk.look("autosaved")
    clerk.leave()
    again = year.visitor().sign_in("202", mihon.PASSWORD)
    year.staff["202"] = again
    again.open(f"{BASE}/{mihon.OURS}/texts/done/")
    again.sees("残した下書きを開きました。まだ保存されていません。")
    assert again.page.locator("textarea").first.input_value() == mihon.DONE
    again.look("draft-opened")
    again.press("保存して次へ")


def write_texts(year):
    clerk = year.person("202")
    clerk.look("text-not-done")
    clerk.page.locator("textarea").first.fill(mihon.NOT_DONE)
    choose_by_rule(clerk)
    clerk.press("保存して次へ")
    clerk.page.locator("textarea").first.fill(mihon.NEXT)
    clerk.press("保存して次へ")
    clerk.look("tasks")


def choose_by_rule(clerk):
    """Choose the grade that the rule gives, where it gives one."""
    ruled = clerk.page.locator("[name=grade] + label").filter(has_text="決まりどおり")
    if ruled.count():
        ruled.click()
    else:
        clerk.page.get_by_label("評価しない").check()


def propose(clerk, key):
    clerk.open(f"{BASE}/{key}/")
    clerk.press("起案する")
    clerk.sees("決裁を待っています")


def send_back_and_mend(year):
    """The head returns the report with a reason, which stands on the clerk's home."""
    head, clerk = year.person("201"), year.person("202")
    head.look("head-home")
    head.follow(re.compile("町税の収納率の向上"))
    head.look("approval")
    head.page.locator("[name=comment]").fill(mihon.REASON)
    head.press("差し戻す")
    clerk.open("/staff/")
    clerk.sees(mihon.REASON)
    clerk.look("returned")
    clerk.open(f"{BASE}/{mihon.OURS}/texts/done/")
    clerk.page.locator("textarea").first.fill(mihon.MENDED)
    clerk.press("保存して次へ")
    propose(clerk, mihon.OURS)


def approve(head, key):
    head.open(f"{BASE}/{key}/approval/")
    head.press("承認して提出")


def write_quickly(year, key, *, clerk, head, figure=None):
    """Write and submit a report without trouble."""
    writer = year.person(clerk)
    writer.open(f"{BASE}/{key}/figures/")
    if figure:
        writer.fill("実績値", figure)
        writer.page.get_by_label("状態").select_option(label="確定")
        writer.fill_date("as_of", FY.next.short, "3", "31")
        writer.fill("元の資料", "委員の名簿")
        writer.press("確かめたので次へ")
    for task in TASKS:
        writer.open(f"{BASE}/{key}/texts/{task}/")
        writer.page.locator("textarea").first.fill("計画のとおりに進めました。")
        if task == "not-done":
            choose_by_rule(writer)
        writer.press("保存して次へ")
    propose(writer, key)
    approve(year.person(head), key)


def check(year, keys):
    """The secretariat looks at each report."""
    office = year.person("301")
    office.open(f"/staff/board/{FY.year}/")
    office.look("board-submitted")
    for key in keys:
        office.open(f"/staff/board/{FY.year}/{key}/")
        office.press("確認した")
    office.open(f"/staff/board/{FY.year}/{keys[0]}/")
    office.look("board-sheet")


def accept(year, keys):
    """Headquarters look at one report, and accept the others together."""
    chief = year.person("001")
    chief.open("/staff/")
    chief.look("chief-home")
    chief.open(f"/staff/acceptance/{FY.year}/{keys[0]}/")
    chief.look("acceptance")
    chief.page.locator("button[value=accept]").click()
    chief.open(f"/staff/acceptance/{FY.year}/")
    chief.look("acceptances")
    for box in chief.page.locator("input[name=sheet]").all():
        box.check()
    chief.press("選んだものを了承する")


def publish(year):
    """The item without a report is published as late, with its reason."""
    chief = year.person("001")
    chief.open("/staff/releases/")
    chief.look("releases")
    chief.follow(re.compile("公表の内容を確かめる"))
    chief.look("preview-problems")
    chief.fill(
        re.compile(re.escape(mihon.LATE_CODE) + ".*間に合わない理由"),
        "担当者が災害の対応に出ているため",
    )
    chief.press("公表する")
    chief.look("publishing")
    chief.wait_for_job(re.compile("ページ|見る|開く"))
    chief.look("published")
