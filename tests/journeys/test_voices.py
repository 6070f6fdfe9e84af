"""A voice from door to door: a resident's phone, the desk, the section, its head, and back.

Then its copy for everybody, by two people, and what the secretariat may see of it all.
"""

import re

import pytest
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.slow]

WORDS = "川べりの道の手すりが、ぐらぐらします。裏の佐藤花子さんも困っています。"
MASKED = WORDS.replace("佐藤花子", "〔氏名〕")
TITLE = "川べりの手すり"
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
    head = come("head-kensetsu")
    approve(head, number)
    answer(clerk, number)
    read(resident, number, secret)
    copy(clerk)
    release(head, number)
    find(resident)
    oversee(come("secretariat"), number)


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


def copy(clerk):
    clerk.follow("公表の写しと回答書")
    clerk.press("伏せる候補をさがす")
    clerk.wait_for_job("公表の写しを書く")
    clerk.sees("佐藤花子（氏名）")
    assert clerk.page.get_by_label("こえのまとめ").input_value() == MASKED
    clerk.fill("見出し", TITLE)
    clerk.look("voice-copy")
    clerk.press("下書きを保存する")
    clerk.sees("書いた人とは別の、課長級の人が確かめて公表します。")


def release(head, number):
    head.open("/staff/voices/")
    head.open(
        head.page.locator("a", has_text="台帳をひらく").get_attribute("href") + f"?q={number}"
    )
    head.follow(re.compile(number))
    head.follow("公表の写しと回答書")
    head.sees(MASKED)
    head.look("voice-release")
    head.press("確かめて公表する")
    head.sees("保存しました。")


def find(resident):
    resident.open("/voices/published/")
    resident.page.get_by_label("さがす言葉").fill("ぐらぐら")
    resident.press("さがす")
    resident.sees(TITLE)
    resident.sees(MASKED)
    resident.look("voice-published")
    assert "佐藤花子" not in resident.page.content()


def oversee(secretariat, number):
    """The numbers, what is due and the paper on the year; never a voice, which is personal."""
    secretariat.open("/voices/")
    secretariat.sees("返事をしたか、期限を守ったか")
    secretariat.open("/staff/due/")
    assert number not in secretariat.page.content()
    secretariat.open("/staff/voices/")
    assert number not in secretariat.page.content()
    secretariat.look("voice-secretariat")
    secretariat.press("まとめ（PDF）を作る")
    paper = secretariat.page.get_by_role("link", name=re.compile("お客さまのこえ_.*pdf"))
    paper.wait_for(timeout=60_000)
    made = secretariat.page.request.get(paper.get_attribute("href"))
    assert (made.status, made.body()[:4]) == (200, b"%PDF")
    assert secretariat.open("/staff/r/voices.voice/") == 403
