"""What the audit's codes mean, for those who read it."""

from typing import Any, Final

from django.apps import apps
from django.utils.translation import gettext_lazy as _

# An act that has no words here is shown by its code.
ACTS: Final[dict[str, Any]] = {
    "account.sign_in": _("ログイン"),
    "account.sign_out": _("ログアウト"),
    "account.sign_in_failed": _("ログインの失敗"),
    "account.first": _("はじめのアカウントを作成"),
    "account.first_passwords": _("はじめのパスワードを発行"),
    "account.password": _("パスワードを変更"),
    "account.reset_link": _("再設定の案内を発行"),
    "action.plan": _("年度の取組を記入"),
    "action.report": _("取組の結果を記入"),
    "actual.confirm": _("実績値を確認"),
    "actual.enter": _("実績値を記入"),
    "backup.run": _("控えを作成"),
    "backup.restore": _("控えから復元"),
    "copy.import": _("公表の写しを取り込み"),
    "copy.propose": _("伏せる候補を検出"),
    "copy.release": _("公表の写しを公表"),
    "copy.withdraw": _("公表の写しを取下げ"),
    "copy.write": _("公表の写しを記入"),
    "correction.propose": _("訂正を準備"),
    "correction.withdraw": _("訂正を取りやめ"),
    "due.remind": _("期限を知らせた"),
    "effect.confirm": _("効果額を確認"),
    "effect.write": _("効果額を記入"),
    "figure.list": _("数字の元の記録を一覧"),
    "figure.look": _("数字の元の記録を閲覧"),
    "file.read": _("個人情報のあるファイルを閲覧"),
    "file.write": _("ファイルを受け取り"),
    "indicator.write": _("指標を編集"),
    "office.write": _("組織と人を編集"),
    "owner.settle": _("担当課を確定"),
    "person.export": _("本人の記録を書き出し"),
    "plan.change": _("計画を変更"),
    "plan.decide": _("計画を決定"),
    "plan.read": _("計画書を読み取り"),
    "plan.store": _("計画の下書きを保存"),
    "post.hand_over": _("職を引き継ぎ"),
    "record.attach": _("記録に添付"),
    "record.destroy": _("記録を廃棄"),
    "record.export": _("個人情報のある記録を書き出し"),
    "record.paste": _("表を貼り付けて保存"),
    "record.read": _("個人情報のある記録を閲覧"),
    "record.write": _("記録を保存"),
    "release.publish": _("年度を公表"),
    "round.close": _("照会を締切"),
    "round.due": _("期限を変更"),
    "round.open": _("照会を開始"),
    "scale.write": _("評価の区分を編集"),
    "section.succession": _("課の改廃"),
    "sheet.accept": _("報告を了承"),
    "sheet.check": _("報告を点検"),
    "sheet.give_up": _("報告を見送り"),
    "sheet.return": _("報告を差戻し"),
    "sheet.save": _("報告を保存"),
    "sheet.submit": _("報告を提出"),
    "staff.paste": _("職員名簿を貼り付け"),
    "target.write": _("目標値を記入"),
    "town.settings": _("団体の設定を変更"),
    "voice.import": _("こえを取り込み"),
    "voice.interim": _("回答が遅れることを通知"),
    "voice.opinion": _("回答への感想を受付"),
    "voice.receive": _("こえを受付"),
    "voice.release": _("確認待ちのこえを確認"),
    "voice.split": _("こえを分割"),
}


def act(code: str) -> str:
    """Return what an act is called."""
    return str(ACTS.get(code, code))


def thing(label: str) -> str:
    """Return what the table of an event is called; the code where there is no such table now."""
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else ""
    except (LookupError, ValueError):
        return label
