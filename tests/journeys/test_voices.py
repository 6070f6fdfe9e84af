"""A voice from door to door: a resident's phone, the desk, the section, its head, and back."""

import re

import pytest
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.slow]

WORDS = "川べりの道の手すりが、ぐらぐらします。"
REPLY = "業者が金具を取りかえました。お知らせいただき、ありがとうございます。"


@pytest.fixture
def come(demo, browser):
    """Return how somebody comes to the demo town, signed in or not; all leave in the end."""
    met = []

    def arrive(login="", **options):
        visitor = Visitor(browser, demo.url, **options)
        met.append(visitor)
        return visitor.sign_in(login, demo.password) if login else visitor

    yield arrive
    for visitor in met:
        visitor.leave()
        visitor.watch.fine()


def test_voice_is_sent_answered_and_read(come):
    resident = come(viewport=PHONE)
    number, secret = send(resident)
    triage(come("writer-seisaku"), number)
    clerk = come("writer-kensetsu")
    draft(clerk, number)
    approve(come("head-kensetsu"), number)
    answer(clerk, number)
    read(resident, number, secret)


def send(resident):
    resident.open("/voices/new")
    resident.page.get_by_label("声の内容").fill(WORDS)
    resident.page.get_by_label(re.compile("^このサイトで読む")).check()
    resident.page.get_by_label(re.compile("名前などを伏せた要約")).check()
    resident.look("voice-new")
    resident.press("内容を確かめる")
    resident.sees("この内容で送ります")
    resident.press("送る")
    resident.look("voice-receipt")
    number = resident.page.locator(".yk-receipt-no b").inner_text()
    return number, resident.page.locator(".yk-receipt-word b").inner_text()


def triage(desk, number):
    desk.open("/staff/voices/")
    desk.look("voice-desk")
    desk.follow(re.compile(number))
    desk.sees("請願・陳情")
    desk.page.get_by_label("種類").first.select_option("report")
    desk.page.get_by_label("急ぎ").first.select_option("soon")
    desk.page.get_by_label("担当課").first.select_option(label="建設水道課")
    desk.press("担当を決める")
    desk.sees("進めました。")
    desk.sees("建設水道課")


def draft(clerk, number):
    clerk.open("/staff/voices/")
    clerk.follow(re.compile(number))
    clerk.page.locator("details").filter(has=clerk.page.get_by_label("回答の方法")).locator(
        "textarea"
    ).fill(REPLY)
    clerk.page.get_by_label("回答の方法").select_option("page")
    clerk.look("voice-draft")
    clerk.press("回答案を書いて課長に出す")
    clerk.sees("進めました。")


def approve(head, number):
    head.open("/staff/voices/")
    head.follow(re.compile(number))
    head.sees(REPLY)
    head.look("voice-approve")
    head.press("決裁する")
    head.sees("進めました。")


def answer(clerk, number):
    clerk.open("/staff/voices/")
    clerk.follow(re.compile(number))
    clerk.sees("町のページ")
    clerk.page.get_by_label(re.compile("確かめた$")).check()
    clerk.look("voice-answer")
    clerk.press("回答を送った")
    clerk.sees("回答済")


def read(resident, number, secret):
    resident.open("/voices/status")
    resident.page.get_by_label("受付番号").fill(number)
    resident.page.get_by_label("あいことば").fill(secret)
    resident.press("状態を見る")
    resident.sees("回答しました。")
    resident.sees(REPLY)
    resident.look("voice-status")
    resident.press("わかりやすかった")
    resident.sees("感想をありがとうございました。")
