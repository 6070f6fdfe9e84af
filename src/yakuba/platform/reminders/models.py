"""Which due things the office was reminded of, since when and how often."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """A record whose deadline is near or past.  A new due date is a new thing to remind of."""

    register = models.CharField(_("台帳"), max_length=60)
    record_id = models.BigIntegerField(_("記録の番号"))
    due_on = models.DateField(_("期限"))
    first_on = models.DateField(_("初めて知らせた日"))
    last_on = models.DateField(_("最後に知らせた日"))
    times = models.PositiveIntegerField(_("知らせた回数"), default=1)

    class Meta:
        verbose_name = _("期限のお知らせ")
        constraints = (
            models.UniqueConstraint(
                fields=("register", "record_id", "due_on"), name="reminders_reminder_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.record_id} {self.due_on}"
