"""The desk, a section and its people; what a voice goes through before a test begins."""

from datetime import date

from yakuba.modules.voices import services
from yakuba.modules.voices.models import VoiceDesk
from yakuba.modules.voices.register import VOICES
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.registers import services as registers

TODAY = date(2024, 4, 30)
WRITTEN = {
    "text": "道に穴があります。",
    "wants_reply": True,
    "name": "見本",
    "contact": "0237672111",
}
SECTIONS = (("policy", "政策推進課"), ("roads", "建設水道課"), ("care", "健康福祉課"))


def make_office():
    """Return the desk, the sections, and an actor for each of writer and head in them."""
    make_town()
    sections = {code: make_section(code, name) for code, name in SECTIONS}
    people = {
        f"{code}-{role}": actor_of(make_account(f"{code}-{role}", role, section=section), TODAY)
        for code, section in sections.items()
        for role in (Role.WRITER, Role.HEAD)
    }
    desk = VoiceDesk.objects.create(
        section=sections["policy"], valid_from=date(2024, 4, 1), purpose="返事", legal_basis="7条"
    )
    return {"desk": desk} | sections | people


def received(office, key="k1", **values):
    """Return a voice from the form, and its secret."""
    return services.INTAKE.receive(services.compose(WRITTEN | values, office["desk"]), key)


def move(voice, step, actor, **values):
    """Return the voice after a step."""
    return registers.move(VOICES, voice, step, actor=actor, values=values)


def assigned(office, **values):
    """Return a voice that 建設水道課 leads."""
    voice, _secret = received(office, **values)
    return move(voice, "assign", office["policy-writer"], section=office["roads"])
