"""The demo town's desk for residents' voices: its form is open, no voice has come yet."""

from yakuba.modules.voices.models import VoiceDesk
from yakuba.platform.office.models import Section

DESK = "政策推進課"


def open_desk() -> VoiceDesk:
    """Store the desk from the day on which its section began, and return it."""
    section = Section.objects.get(name=DESK)
    desk = VoiceDesk(section=section, valid_from=section.valid_from)
    desk.purpose = "返事をし、町の仕事を直すため"
    desk.legal_basis = "お客さまのこえ取扱要綱（見本）6条"
    desk.save()
    return desk
