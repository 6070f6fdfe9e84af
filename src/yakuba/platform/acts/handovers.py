"""Handing a record to another section: with a reason, and not for ever from one to the next."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.problems import Problem

MOST: Final = 2


class Handover(models.Model):
    """Base of a record's going to another section, and why."""

    came_from = models.ForeignKey(
        "office.Section", models.PROTECT, "+", verbose_name=_("前の担当課")
    )
    went_to = models.ForeignKey("office.Section", models.PROTECT, "+", verbose_name=_("次の担当課"))
    reason = models.CharField(_("担当を替える理由"), max_length=100)
    on = models.DateField(_("日"))

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ("id",)


def problems(done: int, *, changes: bool, by_desk: bool, reason: str) -> Iterator[Problem]:
    """Yield why a record may not go to another section: after two, the desk decides who answers."""
    if not changes:
        words, fix = "渡す課が同じです。", "ほかの課を選んでください。"
        yield Problem("handover.section", words, fix, "section")
    if not reason:
        words, fix = "担当を替える理由がありません。", "理由を書いてください。"
        yield Problem("handover.comment", words, fix, "comment")
    if done >= MOST and not by_desk:
        words = f"この件は、もう{done}回ほかの課に回りました。"
        fix = "窓口に戻してください。窓口の課が担当を決めます。"
        yield Problem("handover.most", words, fix, "section")
