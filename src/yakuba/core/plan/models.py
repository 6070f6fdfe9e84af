"""The plan as data.  Source of the entities and states: domain reference 1, section 10."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.kernel.flow import Flow, Step
from yakuba.platform.db import FiscalYearField, Record


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFTING = "drafting", _("作成中")
    IN_FORCE = "in_force", _("実施中")
    CLOSED = "closed", _("終了")


PLAN_FLOW = Flow(
    Step("decide", PlanState.DRAFTING, PlanState.IN_FORCE, by="plan.decide", label=_("決定する")),
    Step("close", PlanState.IN_FORCE, PlanState.CLOSED, by="plan.decide", label=_("終了する")),
    initial=PlanState.DRAFTING,
    final=[PlanState.CLOSED],
)


class Plan(Record):
    """An administrative and fiscal reform plan (行財政改革実現プラン)."""

    slug = models.SlugField(_("アドレスの名前"), max_length=40, unique=True)
    title = models.CharField(_("計画名"), max_length=120)
    title_en = models.CharField(_("計画名（英語）"), max_length=160, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("第何次"), null=True, blank=True)
    start_fy = FiscalYearField(_("最初の年度"))
    end_fy = FiscalYearField(_("最後の年度"))
    parent_plan = models.CharField(_("上位の計画"), max_length=120, blank=True)
    legal_basis = models.CharField(_("根拠"), max_length=200, blank=True)
    state = models.CharField(
        _("状態"), max_length=20, choices=PlanState, default=PlanState.DRAFTING
    )
    decided_by = models.CharField(_("決定した機関"), max_length=80, blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("行財政改革実現プラン")
        ordering = ["start_fy", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_fy__gte=models.F("start_fy")), name="plan_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(Record):
    """One state of the whole tree; a decided version is never changed, a change makes a new one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions", verbose_name=_("計画"))
    number = models.PositiveSmallIntegerField(_("版"))
    effective_fy = FiscalYearField(_("適用する年度"))
    reason = models.TextField(_("変更の理由"), blank=True)
    decided_by = models.CharField(_("決定した機関"), max_length=80, blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    document = models.ForeignKey(
        "files.StoredFile", models.PROTECT, null=True, blank=True, verbose_name=_("元の文書")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("計画の版")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan} v{self.number}"


class LevelDefinition(models.Model):
    """What a level of the tree is called: 目標, 方策, 項目.  Depth 1 is the top."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="levels", verbose_name=_("計画"))
    depth = models.PositiveSmallIntegerField(_("深さ"))
    name = models.CharField(_("呼び名"), max_length=20)
    name_en = models.CharField(_("呼び名（英語）"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("階層")
        ordering = ["plan", "depth"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "depth"], name="level_definition_depth_once")
        ]

    def __str__(self) -> str:
        return self.name


class ItemState(models.TextChoices):
    """Where an item stands."""

    DRAFT = "draft", _("作成中")
    ACTIVE = "active", _("実施中")
    SUSPENDED = "suspended", _("休止")
    CLOSED = "closed", _("終了")


class ClosingKind(models.TextChoices):
    """Why an item ended: finished and over differs from finished and now routine."""

    ACHIEVED_OVER = "achieved_over", _("達成して終わった")
    ACHIEVED_ROUTINE = "achieved_routine", _("達成して通常の仕事になった")
    MERGED = "merged", _("ほかの項目に合わせた")
    REPLACED = "replaced", _("ほかの項目に替えた")
    SPLIT = "split", _("いくつかの項目に分けた")
    DROPPED = "dropped", _("やめた")
    CARRIED = "carried", _("次の計画に引き継いだ")


class Item(Record):
    """An implementation item (実施計画項目): the unit that is owned and evaluated.

    `item_key` is given once when the plan is decided and never changed or reused in that plan;
    the printed code and title belong to the node of each version.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name=_("計画"))
    item_key = models.CharField(_("項目の番号"), max_length=40)
    short_name = models.CharField(
        _("短い名前"),
        max_length=24,
        help_text=_("一覧に出す名前です。24文字まで。12文字くらいが読みやすい長さです。"),
    )
    short_name_en = models.CharField(_("短い名前（英語）"), max_length=40, blank=True)
    promise = models.TextField(
        _("約束"), blank=True, help_text=_("何をいつまでにどうするかを、町民に話す言葉で。")
    )
    promise_en = models.TextField(_("約束（英語）"), blank=True)
    start_fy = FiscalYearField(_("始めた年度"))
    end_fy = FiscalYearField(_("終わりの年度"))
    state = models.CharField(_("状態"), max_length=20, choices=ItemState, default=ItemState.DRAFT)
    closing_kind = models.CharField(_("終わり方"), max_length=20, choices=ClosingKind, blank=True)
    closing_reason = models.TextField(_("終わった理由"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("実施計画項目")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "item_key"], name="item_key_once_in_plan"),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | ~models.Q(closing_kind=""),
                name="closed_item_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Node(models.Model):
    """One place of a version's frozen tree: a goal, a measure, or an item as printed then."""

    plan_version = models.ForeignKey(
        PlanVersion, models.CASCADE, related_name="nodes", verbose_name=_("計画の版")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("上")
    )
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="nodes", verbose_name=_("項目")
    )
    depth = models.PositiveSmallIntegerField(_("深さ"))
    position = models.PositiveIntegerField(_("順番"), help_text=_("文書の中の順番です。"))
    key = models.CharField(_("位置の番号"), max_length=40)
    code = models.CharField(_("印刷された番号"), max_length=40, blank=True)
    title = models.CharField(_("名前"), max_length=200)
    title_en = models.CharField(_("名前（英語）"), max_length=240, blank=True)
    text = models.TextField(_("説明"), blank=True)
    printed_sections = models.JSONField(_("印刷された担当"), default=list, blank=True)

    class Meta:
        verbose_name = _("計画の見出し")
        ordering = ["plan_version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan_version", "key"], name="node_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class OwnerRole(models.TextChoices):
    """The part a section has in an item."""

    LEAD = "lead", _("主担当")
    JOINT = "joint", _("共同")
    COOPERATING = "cooperating", _("協力")


class Ownership(Record):
    """A section in charge of an item for some years.

    Without a section it is the rule 各該当課 ("every section concerned"), which is resolved to
    named sections before each round; those rows carry `is_resolved`.
    """

    item = models.ForeignKey(
        Item, models.CASCADE, related_name="ownerships", verbose_name=_("項目")
    )
    section = models.ForeignKey(
        "office.Section", models.PROTECT, null=True, blank=True, verbose_name=_("担当課")
    )
    role = models.CharField(_("役割"), max_length=20, choices=OwnerRole, default=OwnerRole.JOINT)
    start_fy = FiscalYearField(_("最初の年度"))
    end_fy = FiscalYearField(_("最後の年度"))
    is_resolved = models.BooleanField(_("各該当課から決めた"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("担当")
        ordering = ["item", "start_fy", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__isnull=False) | ~models.Q(role="lead"),
                name="rule_is_never_lead",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.section or _('各該当課')}"


class LineageKind(models.TextChoices):
    """How one item follows another."""

    CONTINUES = "continues", _("続き")
    MERGED = "merged", _("合わせた")
    SPLIT = "split", _("分けた")
    REPLACED = "replaced", _("替えた")
    RELISTED = "relisted", _("再掲")


class Lineage(models.Model):
    """A tie from an item to the one that follows it; it may cross plans."""

    predecessor = models.ForeignKey(
        Item, models.CASCADE, related_name="successors", verbose_name=_("前の項目")
    )
    successor = models.ForeignKey(
        Item, models.CASCADE, related_name="predecessors", verbose_name=_("後の項目")
    )
    kind = models.CharField(_("つながり"), max_length=20, choices=LineageKind)
    on = models.DateField(_("日付"))
    note = models.CharField(_("説明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("項目のつながり")

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class PlanReading(Record):
    """A plan document read and being corrected by hand, before it becomes a plan."""

    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name=_("文書"))
    lines = models.JSONField(_("文書の行"), default=list)
    tree = models.JSONField(_("読み取った木"), default=dict)
    settled = models.JSONField(_("確かめた指摘"), default=list, blank=True)
    plan = models.ForeignKey(
        Plan,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("計画"),
    )
    account = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, verbose_name=_("読み取った人")
    )

    class Meta:
        verbose_name = _("計画書の読み取り")

    def __str__(self) -> str:
        return str(self.file)
