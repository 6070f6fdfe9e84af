"""A register with everything: number, flow, deadline, section, sums, a part.  Tables for tests."""

import sys
from contextlib import contextmanager
from datetime import date

from django.apps import AppConfig, apps
from django.db import connection, models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from yakuba.kernel.deadlines import Count, Days, Deadline
from yakuba.kernel.flow import Flow, Step
from yakuba.platform.db import Record
from yakuba.platform.registers import Column, Register, number_field, registry, state_field
from yakuba.platform.registers.services import write

ANSWER = Deadline(
    name="answer",
    starts="received_on",
    ends="answered_on",
    length=Days(14),
    first_day=Count.EXCLUDED,
    rolls=True,
    source="要綱5条",
)


# The history asks for the app of its model; the sample is no app of the town.
_config = AppConfig(__name__, sys.modules[__name__])
_config.apps, _config.models = apps, {}
apps.app_configs["registers_sample"] = _config


class State(models.TextChoices):
    RECEIVED = "received", "受付"
    DRAFTED = "drafted", "決裁"
    ANSWERED = "answered", "回答済"


FLOW = Flow(
    Step("draft", State.RECEIVED, State.DRAFTED, by="record.move", label="回答案を出す"),
    Step("return", State.DRAFTED, State.RECEIVED, by="record.approve", label="差し戻す"),
    Step("answer", State.DRAFTED, State.ANSWERED, by="record.approve", label="回答する"),
    initial=State.RECEIVED,
    final=[State.ANSWERED],
)


class Voice(Record):
    number = number_field("番号", by="received_on")
    received_on = models.DateField("受付日")
    subject = models.CharField("件名", max_length=80)
    body = models.TextField("届いた文", blank=True)
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name="担当課")
    people = models.IntegerField("人数", default=1, help_text="いっしょに出した人の数")
    answered_on = models.DateField("回答日", null=True, blank=True)
    state = state_field(FLOW, "状態", State)
    history = HistoricalRecords()

    class Meta:
        app_label = "registers_sample"
        verbose_name = "お客さまのこえ"

    def __str__(self):
        return self.subject


class Reply(Record):
    voice = models.ForeignKey(Voice, models.PROTECT, verbose_name="こえ")
    text = models.CharField("文", max_length=80)
    history = HistoricalRecords()

    class Meta:
        app_label = "registers_sample"
        verbose_name = "返事"

    def __str__(self):
        return self.text


del apps.app_configs["registers_sample"]


REPLIES = Register(
    code="sample.reply",
    model=Reply,
    title="返事の台帳",
    columns=("text", "voice"),
    search=("text",),
    section_field="voice__section",
)


def store(record, *, actor, expected_version, step):
    """Note the day of the answer with the step."""
    if step is not None and step.name == "answer":
        record.answered_on = date(2024, 6, 10)
    return write(record, actor=actor, expected_version=expected_version)


def public_rows(actor):
    """Let the public see what was answered."""
    return Q() if actor else Q(state=State.ANSWERED)


OPTIONS = {
    "code": "sample.voice",
    "model": Voice,
    "title": "お客さまのこえ台帳",
    "columns": (
        "number",
        "received_on",
        "subject",
        "section",
        "state",
        "people",
        Column("回答まで", of=ANSWER),
    ),
    "fields": ("received_on", "subject", "body", "section", "people", "answered_on"),
    "filters": ("section", "state", "received_on"),
    "search": ("subject", "body"),
    "open_data": ("received_on", "section", "answered_on"),
    "parts": (REPLIES,),
    "flow": FLOW,
    "deadlines": (ANSWER,),
    "order": ("-received_on",),
    "sums": ("people",),
    "store": store,
    "visible": public_rows,
}
VOICES = Register(**OPTIONS)


@contextmanager
def tables():
    """Give the tables of the sample, and the sample among the registers of the town."""
    made = (Voice, Voice.history.model, Reply, Reply.history.model)
    with connection.schema_editor() as editor:
        for model in made:
            editor.create_model(model)
    registry._declared += [REPLIES, VOICES]
    try:
        yield
    finally:
        registry._declared.remove(REPLIES)
        registry._declared.remove(VOICES)
        with connection.schema_editor() as editor:
            for model in reversed(made):
                editor.delete_model(model)
