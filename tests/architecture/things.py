"""What the parts of an address stand for: a thing of the own section, or of another one.

A new part in an address needs one line in `THINGS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.core.evaluation.tests import town
from yakuba.core.indicators.freezing import freeze
from yakuba.core.plan.models import PlanReading
from yakuba.modules.voices.models import VoiceDesk
from yakuba.modules.voices.services import INTAKE, compose
from yakuba.platform.files.models import StoredFile
from yakuba.platform.files.services import store
from yakuba.platform.jobs.models import Job
from yakuba.platform.office.models import Account
from yakuba.platform.office.rights import DataClass, Role
from yakuba.platform.office.tests.people import FIRST_DAY, make_account


@dataclass
class Setting:
    """The town of the tests, and one account for each role, all in 税務町民課."""

    world: town.World
    accounts: dict[Role, Account]
    stranger: Account


@dataclass(frozen=True)
class Asked:
    """Who asks (None: somebody signed out), and whether for a thing of the own section."""

    setting: Setting
    account: Account | None
    own: bool

    @property
    def section(self) -> Any:
        """Return the section whose thing is asked for."""
        return self.setting.world.sections["tax" if self.own else "general"]

    @property
    def key(self) -> str:
        """Return the key of an item that the section leads."""
        return "1-1-a" if self.own else "1-1-c"

    @property
    def owner(self) -> Account | None:
        """Return the account to which the thing belongs."""
        return self.account if self.own else self.setting.stranger


def make_setting() -> Setting:
    """Return the stored town with its accounts."""
    world = town.make_world()
    town.write(world, "1-1-a", actor="writer")
    town.write(world, "1-1-c", actor="other")
    roles = [role for role in Role if role is not Role.PUBLIC]
    accounts = {
        role: make_account(f"r-{role}", role, section=world.sections["tax"]) for role in roles
    }
    return Setting(world, accounts, make_account("stranger"))


def file_of(asked: Asked) -> Any:
    """Return a file with personal data of the section."""
    upload = SimpleUploadedFile("a.txt", b"text")
    return store(upload, section=asked.section, data_class=DataClass.PERSONAL).pk


def reading_of(asked: Asked) -> Any:
    """Return a plan document that is being read."""
    file = StoredFile.objects.get(pk=file_of(asked))
    return PlanReading.objects.create(file=file, tree=town.make_tree()).pk


def job_of(asked: Asked) -> Any:
    """Return a job that the account started."""
    return Job.objects.create(kind="test", title="作業", account=asked.owner).pk


def calculation_of(asked: Asked) -> Any:
    """Return a frozen figure of an item of the section."""
    indicator = asked.setting.world.item(asked.key).indicators.first()
    if indicator is None:
        indicator = town.make_indicator(asked.setting.world.item(asked.key))
    return freeze(indicator, town.FY, reason="test").pk


def voice_of(asked: Asked) -> Any:
    """Return a voice that the section leads, held until somebody has read it."""
    day = FIRST_DAY
    desk = VoiceDesk.objects.create(section=asked.section, valid_from=day, purpose="-")
    voice = compose({"text": "こえ"}, desk)
    return INTAKE.receive(voice, f"k{asked.section.pk}", sent=lambda: 6)[0].pk


# Name of a part, or "address.part" where a part means something else there.
THINGS: Final[dict[str, Callable[[Asked], Any]]] = {
    "account_id": lambda asked: asked.setting.stranger.pk,
    "calculation": calculation_of,
    "code": lambda asked: "office.section",
    "file_id": file_of,
    "form": lambda asked: "sheet",
    "fy": lambda asked: town.FY.year,
    "job_id": job_of,
    "key": lambda asked: asked.key,
    "number": lambda asked: "2023-001",
    "pk": lambda asked: asked.section.pk,
    "plan": lambda asked: asked.setting.world.plan.slug,
    "reading_id": reading_of,
    "record": lambda asked: asked.key,
    "task": lambda asked: "done",
    "token": lambda asked: "unknown",
    "verb": lambda asked: "release",
    "voices-act.pk": voice_of,
    "voices-copy.pk": voice_of,
    "voices-letter.pk": voice_of,
}


def parts_of(name: str, parts: tuple[str, ...], asked: Asked) -> dict[str, Any]:
    """Return the parts of an address for a thing of the section.

    :raises KeyError: if a part is not in `THINGS`
    """
    makers = {part: THINGS.get(f"{name}.{part}") or THINGS[part] for part in parts}
    return {part: make(asked) for part, make in makers.items()}
