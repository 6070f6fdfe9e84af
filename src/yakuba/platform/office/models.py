"""The town office: town, sections, people, posts, accounts and closed days."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.text import to_half_width
from yakuba.platform import clock
from yakuba.platform.db import Record
from yakuba.platform.office.fields import RolesField, check_municipality_code


class Town(Record):
    """The one town of this installation and its settings."""

    code = models.CharField(
        _("団体コード"), max_length=6, unique=True, validators=[check_municipality_code]
    )
    name = models.CharField(_("団体名"), max_length=40)
    name_en = models.CharField(_("団体名（英語）"), max_length=80, blank=True)
    prefecture = models.CharField(_("都道府県"), max_length=10)
    prefecture_en = models.CharField(_("都道府県（英語）"), max_length=20, blank=True)
    contact = models.CharField(_("問い合わせ先"), max_length=200, blank=True)
    contact_en = models.CharField(_("問い合わせ先（英語）"), max_length=200, blank=True)
    one_person_section = models.BooleanField(
        _("一人係の自己承認を認める"),
        default=False,
        help_text=_("書いた本人が提出した調書には、そのことが表示されます。"),
    )
    council_stages = models.BooleanField(_("審議会の段階を使う"), default=False)
    holiday_ordinance = models.BooleanField(_("休日条例により期限を翌開庁日にする"), default=True)
    holiday_article = models.CharField(
        _("休日条例の条項"), max_length=80, default="町の休日を定める条例", blank=True
    )
    closing_period = models.BooleanField(
        _("出納整理期間（4月1日～5月31日）は前年度も開く"), default=True
    )
    is_sample = models.BooleanField(_("見本データ"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("団体")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="office_town_single"),
        ]

    def __str__(self) -> str:
        return self.name

    def open_years(self, day: date) -> tuple[FiscalYear, ...]:
        """Return the fiscal years that are open on a day, the older first.

        Two are open in the closing period, 1 April to 31 May (Local Autonomy Act, art. 235-5).
        """
        year = FiscalYear.of(day)
        if self.closing_period and day <= year.previous.closing_ends:
            return year.previous, year
        return (year,)


class Section(Record):
    """A section of the office as it stood between two days; a rename makes a new one."""

    class Kind(models.TextChoices):
        """What sort of unit it is."""

        SECTION = "section", _("課・室")
        BUREAU = "bureau", _("局・委員会")
        FACILITY = "facility", _("施設")
        ASSEMBLY = "assembly", _("議会・監査")
        OTHER = "other", _("その他")

    code = models.CharField(_("コード"), max_length=20)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("名称（英語）"), max_length=100, blank=True)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.SECTION)
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)
    valid_from = models.DateField(_("設置日"))
    valid_to = models.DateField(_("最後の日"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("所属")
        ordering = ["position", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="office_section_code"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="office_section_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        """Return whether the section existed on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class SectionSuccession(Record):
    """A section followed by another: renamed, merged or split."""

    class Kind(models.TextChoices):
        """How it went over."""

        RENAME = "rename", _("改称")
        MERGE = "merge", _("統合")
        SPLIT = "split", _("分割")

    predecessor = models.ForeignKey(
        Section, models.PROTECT, related_name="successions", verbose_name=_("前の所属")
    )
    successor = models.ForeignKey(
        Section, models.PROTECT, related_name="origins", verbose_name=_("後の所属")
    )
    on = models.DateField(_("期日"))
    kind = models.CharField(_("種類"), max_length=10, choices=Kind)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("所属の承継")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="office_succession_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Accounts(BaseUserManager["Account"]):
    """Accounts by their login name, which is compared in half-width small letters."""

    def create_user(self, login_name: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new stored account; without a password nobody can sign in to it."""
        account = self.model(login_name=fold_login_name(login_name), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a login name as typed."""
        return self.get(login_name=fold_login_name(username or ""))


def fold_login_name(typed: str) -> str:
    """Return a login name as it is stored: half-width, small letters, no spaces around."""
    return to_half_width(typed).strip().lower()


class Account(AbstractBaseUser):
    """What a person signs in with.  Rights come from posts, never from the account."""

    login_name = models.CharField(_("職員番号"), max_length=40, unique=True)
    email = models.EmailField(_("メールアドレス"), null=True, blank=True)  # noqa: DJ001
    is_active = models.BooleanField(_("使用できる"), default=True)
    must_change_password = models.BooleanField(_("次回に暗証を変える"), default=False)
    created_at = models.DateTimeField(_("作成日時"), default=clock.now, editable=False)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("アカウント")
        ordering = ["login_name"]

    def __str__(self) -> str:
        return self.login_name

    def clean(self) -> None:
        """Bring the login name into the form in which it is compared."""
        self.login_name = fold_login_name(self.login_name)


class Person(Record):
    """Somebody with a post: staff, a member of the council; perhaps without an account."""

    name = models.CharField(_("氏名"), max_length=60)
    kana = models.CharField(_("フリガナ"), max_length=80, blank=True)
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, blank=True, verbose_name=_("アカウント")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("人")
        ordering = ["kana", "id"]

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post of a section (or of the whole town) with what it is entrusted with."""

    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, verbose_name=_("所属")
    )
    title = models.CharField(_("職名"), max_length=60)
    roles = RolesField(_("役割"))
    position = models.PositiveSmallIntegerField(_("並び順"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("職")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.section} {self.title}" if self.section else self.title


class Assignment(Record):
    """Who holds a post, from when to when; the last day is included."""

    class Kind(models.TextChoices):
        """In which way the post is held."""

        MAIN = "main", _("本務")
        SIDE = "side", _("兼務")
        DEPUTY = "deputy", _("代理")

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("人"))
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("職"))
    valid_from = models.DateField(_("着任日"))
    valid_to = models.DateField(_("最後の日"), null=True, blank=True)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.MAIN)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("配置")
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="office_assignment_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.post}）"


class ClosedDay(Record):
    """A day on which the town's own rule closes the office, beside weekends and holidays."""

    date = models.DateField(_("日付"), unique=True)
    name = models.CharField(_("名称"), max_length=60)
    is_valid = models.BooleanField(_("有効"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("閉庁日")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class ResetLink(models.Model):
    """A link that sets a new password once; only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account} {self.expires_at:%Y-%m-%d}"


class FailedSignIn(models.Model):
    """A failed attempt to sign in, counted by login name and by address."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.real_now)

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="office_failed_key_at")]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"
