import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import yakuba.platform.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("office", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalVoice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="版"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="更新日時"
                    ),
                ),
                (
                    "receipt_no",
                    models.CharField(
                        db_index=True, editable=False, max_length=16, verbose_name="受付番号"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受付日")),
                (
                    "received_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="受付時刻"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "ホームページ"),
                            ("counter", "窓口"),
                            ("phone", "電話"),
                            ("letter", "手紙"),
                            ("fax", "ファクス"),
                            ("mail", "電子メール"),
                            ("head", "区長"),
                            ("box", "投書箱"),
                        ],
                        max_length=10,
                        verbose_name="届き方",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unsorted", "未分類"),
                            ("request", "要望"),
                            ("opinion", "意見"),
                            ("proposal", "提案"),
                            ("complaint", "苦情"),
                            ("question", "質問"),
                            ("thanks", "感謝"),
                            ("report", "通報"),
                            ("advice", "相談"),
                        ],
                        default="unsorted",
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("counter", "窓口・手続"),
                            ("roads", "道路・水道・除雪"),
                            ("taxes", "税金・お金"),
                            ("care", "病院・福祉・子育て"),
                            ("places", "施設・まちづくり"),
                            ("other", "わからない・そのほか"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="何について",
                    ),
                ),
                ("text", models.TextField(max_length=10000, verbose_name="声の内容")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="場所")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="お名前")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="連絡先")),
                (
                    "wants_reply",
                    models.BooleanField(default=False, verbose_name="返事を求めている"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "受付"),
                            ("assigned", "担当決定"),
                            ("drafted", "起案"),
                            ("approved", "決裁"),
                            ("answered", "回答済"),
                            ("declining", "回答しない案"),
                            ("declined", "回答しない"),
                            ("read", "読了（返事不要）"),
                        ],
                        default="received",
                        editable=False,
                        max_length=40,
                        verbose_name="状態",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(editable=False, null=True, verbose_name="返事の期間の初め"),
                ),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="回答の期限")),
                (
                    "receipted_on",
                    models.DateField(blank=True, null=True, verbose_name="受付を知らせた日"),
                ),
                (
                    "assigned_on",
                    models.DateField(editable=False, null=True, verbose_name="担当を決めた日"),
                ),
                (
                    "drafted_on",
                    models.DateField(editable=False, null=True, verbose_name="回答案を出した日"),
                ),
                ("answered_on", models.DateField(editable=False, null=True, verbose_name="回答日")),
                ("reply_text", models.TextField(blank=True, max_length=10000, verbose_name="回答")),
                (
                    "reply_medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "電話"),
                            ("letter", "手紙"),
                            ("mail", "電子メール"),
                            ("talk", "会って話す"),
                        ],
                        max_length=10,
                        verbose_name="回答の方法",
                    ),
                ),
                (
                    "no_reply_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_way", "連絡先がない、または違っている"),
                            ("slander", "人を傷つける内容だけである"),
                            ("court", "裁判や審査の途中である"),
                            ("sales", "営業や宣伝である"),
                            ("elsewhere", "ほかの機関に引き継いだ"),
                        ],
                        max_length=10,
                        verbose_name="回答しない理由",
                    ),
                ),
                (
                    "secret_digest",
                    models.CharField(
                        default="", editable=False, max_length=64, verbose_name="あいことばの要約"
                    ),
                ),
                (
                    "form_key",
                    models.CharField(
                        default="", editable=False, max_length=64, verbose_name="送信の鍵"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="office.section",
                        verbose_name="担当課",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical お客さまのこえ",
                "verbose_name_plural": "historical お客さまのこえs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalVoiceDesk",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="版"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="更新日時"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="いつから")),
                (
                    "purpose",
                    models.CharField(
                        help_text="例：返事をするため", max_length=100, verbose_name="使う目的"
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        help_text="条例や要綱の名前と条", max_length=100, verbose_name="根拠"
                    ),
                ),
                (
                    "kept_years",
                    models.PositiveSmallIntegerField(default=3, verbose_name="消すまでの年数"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="office.section",
                        verbose_name="窓口の課",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical こえの窓口",
                "verbose_name_plural": "historical こえの窓口s",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="VoiceDesk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="版"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="更新日時"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="いつから")),
                (
                    "purpose",
                    models.CharField(
                        help_text="例：返事をするため", max_length=100, verbose_name="使う目的"
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        help_text="条例や要綱の名前と条", max_length=100, verbose_name="根拠"
                    ),
                ),
                (
                    "kept_years",
                    models.PositiveSmallIntegerField(default=3, verbose_name="消すまでの年数"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="office.section",
                        verbose_name="窓口の課",
                    ),
                ),
            ],
            options={
                "verbose_name": "こえの窓口",
                "ordering": ("-valid_from",),
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="版"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=yakuba.platform.clock.now, editable=False, verbose_name="更新日時"
                    ),
                ),
                (
                    "receipt_no",
                    models.CharField(
                        editable=False, max_length=16, unique=True, verbose_name="受付番号"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="受付日")),
                (
                    "received_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="受付時刻"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "ホームページ"),
                            ("counter", "窓口"),
                            ("phone", "電話"),
                            ("letter", "手紙"),
                            ("fax", "ファクス"),
                            ("mail", "電子メール"),
                            ("head", "区長"),
                            ("box", "投書箱"),
                        ],
                        max_length=10,
                        verbose_name="届き方",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unsorted", "未分類"),
                            ("request", "要望"),
                            ("opinion", "意見"),
                            ("proposal", "提案"),
                            ("complaint", "苦情"),
                            ("question", "質問"),
                            ("thanks", "感謝"),
                            ("report", "通報"),
                            ("advice", "相談"),
                        ],
                        default="unsorted",
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("counter", "窓口・手続"),
                            ("roads", "道路・水道・除雪"),
                            ("taxes", "税金・お金"),
                            ("care", "病院・福祉・子育て"),
                            ("places", "施設・まちづくり"),
                            ("other", "わからない・そのほか"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="何について",
                    ),
                ),
                ("text", models.TextField(max_length=10000, verbose_name="声の内容")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="場所")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="お名前")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="連絡先")),
                (
                    "wants_reply",
                    models.BooleanField(default=False, verbose_name="返事を求めている"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "受付"),
                            ("assigned", "担当決定"),
                            ("drafted", "起案"),
                            ("approved", "決裁"),
                            ("answered", "回答済"),
                            ("declining", "回答しない案"),
                            ("declined", "回答しない"),
                            ("read", "読了（返事不要）"),
                        ],
                        default="received",
                        editable=False,
                        max_length=40,
                        verbose_name="状態",
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(editable=False, null=True, verbose_name="返事の期間の初め"),
                ),
                ("due_on", models.DateField(editable=False, null=True, verbose_name="回答の期限")),
                (
                    "receipted_on",
                    models.DateField(blank=True, null=True, verbose_name="受付を知らせた日"),
                ),
                (
                    "assigned_on",
                    models.DateField(editable=False, null=True, verbose_name="担当を決めた日"),
                ),
                (
                    "drafted_on",
                    models.DateField(editable=False, null=True, verbose_name="回答案を出した日"),
                ),
                ("answered_on", models.DateField(editable=False, null=True, verbose_name="回答日")),
                ("reply_text", models.TextField(blank=True, max_length=10000, verbose_name="回答")),
                (
                    "reply_medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "電話"),
                            ("letter", "手紙"),
                            ("mail", "電子メール"),
                            ("talk", "会って話す"),
                        ],
                        max_length=10,
                        verbose_name="回答の方法",
                    ),
                ),
                (
                    "no_reply_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_way", "連絡先がない、または違っている"),
                            ("slander", "人を傷つける内容だけである"),
                            ("court", "裁判や審査の途中である"),
                            ("sales", "営業や宣伝である"),
                            ("elsewhere", "ほかの機関に引き継いだ"),
                        ],
                        max_length=10,
                        verbose_name="回答しない理由",
                    ),
                ),
                (
                    "secret_digest",
                    models.CharField(
                        default="", editable=False, max_length=64, verbose_name="あいことばの要約"
                    ),
                ),
                (
                    "form_key",
                    models.CharField(
                        default="", editable=False, max_length=64, verbose_name="送信の鍵"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="office.section",
                        verbose_name="担当課",
                    ),
                ),
            ],
            options={
                "verbose_name": "お客さまのこえ",
                "ordering": ("-received_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("form_key", ""), _negated=True),
                        fields=("form_key",),
                        name="voice_sent_once",
                    )
                ],
            },
        ),
    ]
