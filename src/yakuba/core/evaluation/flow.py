"""The states of a yearly report and who moves it.  Source: domain reference 1, section 10.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.flow import Flow, Step


class SheetState(models.TextChoices):
    """Where a yearly report stands."""

    NOT_OPENED = "not_opened", _("まだ始まっていません")
    OPEN = "open", _("書き始め前")
    DRAFTING = "drafting", _("書きかけ")
    PROPOSED = "proposed", _("課長の決裁待ち")
    SUBMITTED = "submitted", _("提出済み")
    RETURNED = "returned", _("差戻し")
    CHECKED = "checked", _("事務局の確認済み")
    ACCEPTED = "accepted", _("本部の了承済み")
    IN_COUNCIL = "in_council", _("審議会で審議中")
    OPINED = "opined", _("審議会の意見あり")
    PUBLISHED = "published", _("公表済み")
    CORRECTED = "corrected", _("訂正して公表済み")


S = SheetState

SHEET_FLOW = Flow(
    Step("open", S.NOT_OPENED, S.OPEN, by="round.open", label=_("照会を始める")),
    Step("write", S.OPEN, S.DRAFTING, by="sheet.write", label=_("書き始める")),
    Step("propose", S.DRAFTING, S.PROPOSED, by="sheet.write", label=_("起案する")),
    Step("propose", S.RETURNED, S.PROPOSED, by="sheet.write", label=_("起案する")),
    Step("withdraw", S.PROPOSED, S.DRAFTING, by="sheet.write", label=_("起案を取り下げる")),
    Step("send_back", S.PROPOSED, S.RETURNED, by="sheet.submit", label=_("差し戻す")),
    Step("submit", S.PROPOSED, S.SUBMITTED, by="sheet.submit", label=_("承認して提出する")),
    Step("return", S.SUBMITTED, S.RETURNED, by="sheet.return", label=_("差し戻す")),
    Step("check", S.SUBMITTED, S.CHECKED, by="sheet.check", label=_("確認した")),
    Step("return", S.CHECKED, S.RETURNED, by="sheet.return", label=_("差し戻す")),
    Step("reopen", S.ACCEPTED, S.RETURNED, by="sheet.accept", label=_("了承を取り消して差し戻す")),
    Step(
        "reopen", S.IN_COUNCIL, S.RETURNED, by="sheet.accept", label=_("了承を取り消して差し戻す")
    ),
    Step("accept", S.CHECKED, S.ACCEPTED, by="sheet.accept", label=_("了承する")),
    Step("refer", S.ACCEPTED, S.IN_COUNCIL, by="round.open", label=_("審議会に出す")),
    Step("opine", S.IN_COUNCIL, S.OPINED, by="round.open", label=_("意見を受けた")),
    Step("publish", S.ACCEPTED, S.PUBLISHED, by="release.publish", label=_("公表する")),
    Step("publish", S.OPINED, S.PUBLISHED, by="release.publish", label=_("公表する")),
    Step("correct", S.PUBLISHED, S.CORRECTED, by="release.publish", label=_("訂正して公表する")),
    Step("correct", S.CORRECTED, S.CORRECTED, by="release.publish", label=_("訂正して公表する")),
    initial=S.NOT_OPENED,
    final=[S.PUBLISHED, S.CORRECTED],
)

# A section may change its words in these states only.
WRITABLE = (S.OPEN, S.DRAFTING, S.RETURNED)
# Its head has passed it on; the secretariat and headquarters have the word.
WITH_SECTION = (S.OPEN, S.DRAFTING, S.RETURNED, S.PROPOSED)
# Accepted by headquarters: texts and figures stand still.
LOCKED = (S.ACCEPTED, S.IN_COUNCIL, S.OPINED, S.PUBLISHED, S.CORRECTED)
PUBLIC = (S.PUBLISHED, S.CORRECTED)
