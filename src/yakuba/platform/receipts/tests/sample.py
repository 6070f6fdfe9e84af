"""A register of letters with everything that a receipt brings.  Tables for tests."""

import sys
from contextlib import contextmanager
from datetime import date

from django.apps import AppConfig, apps
from django.db import connection, models
from simple_history.models import HistoricalRecords

from yakuba.kernel.problems import Problem
from yakuba.platform.masking.declaration import Copies
from yakuba.platform.masking.models import MaskedCopy
from yakuba.platform.office.rights import DataClass
from yakuba.platform.receipts.intake import Intake
from yakuba.platform.receipts.models import Answered, Desk, PersonNotice
from yakuba.platform.registers import Register, registry

# The history asks for the app of its model; the sample is no app of the town.
_config = AppConfig(__name__, sys.modules[__name__])
_config.apps, _config.models = apps, {}
apps.app_configs["receipts_sample"] = _config


class LetterDesk(Desk):
    class Meta(Desk.Meta):
        app_label = "receipts_sample"


class Letter(Answered):
    text = models.TextField("手紙", max_length=1_000)
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name="担当課")
    received_on = models.DateField("受付日")
    may_publish = models.BooleanField("公表してよい", default=True)
    history = HistoricalRecords()

    class Meta(Answered.Meta):
        app_label = "receipts_sample"


class LetterNotice(PersonNotice):
    letter = models.ForeignKey(Letter, models.CASCADE, "notices")

    class Meta(PersonNotice.Meta):
        app_label = "receipts_sample"


class LetterCopy(MaskedCopy):
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="copy")
    history = HistoricalRecords()

    class Meta(MaskedCopy.Meta):
        app_label = "receipts_sample"


del apps.app_configs["receipts_sample"]

LETTERS = Register(
    code="sample.letter",
    model=Letter,
    title="手紙の台帳",
    columns=("receipt_no", "text"),
    search=("text",),
    data_class=DataClass.PERSONAL,
)


def compose(values, desk):
    """Return a letter for the desk."""
    return Letter(**{"received_on": date(2024, 4, 30)} | values, section=desk.section)


INTAKE = Intake(
    register=LETTERS.code,
    desks=LetterDesk,
    compose=compose,
    day="received_on",
    act="letter.receive",
    words=("received_on",),
    no_desk=Problem("letters.desk", "窓口がまだありません。"),
)


def problems(letter):
    """Yield why a letter may not be published."""
    if not letter.may_publish:
        yield Problem("letters.copy", "公表できません。")


COPIES = Copies(
    code="sample.copy",
    register=LETTERS,
    model=LetterCopy,
    tie="letter",
    texts={"text": "text", "reply": "reply_text"},
    problems=problems,
    district=lambda letter, district: district,
    address="-",
)


@contextmanager
def tables():
    """Give the tables of the sample, and the sample among the registers of the town."""
    copies = (LetterCopy, LetterCopy.history.model)
    made = (LetterDesk, Letter, Letter.history.model, LetterNotice, *copies)
    with connection.schema_editor() as editor:
        for model in made:
            editor.create_model(model)
    registry.declare(LETTERS)
    yield
    registry._declared.remove(LETTERS)
    with connection.schema_editor() as editor:
        for model in reversed(made):
            editor.delete_model(model)
