"""The demo town's desk for residents' voices, and the voices of its years."""

from collections.abc import Iterator
from functools import partial

from yakuba.kernel.fiscal import FiscalYear
from yakuba.modules.voices.demo import publish_some, store_rules, store_year
from yakuba.modules.voices.models import VoiceDesk
from yakuba.platform.office.models import Section
from yakuba.site.demo import facts
from yakuba.site.demo.acts import Act, at

DESK = "政策推進課"


def open_desk() -> VoiceDesk:
    """Store the desk from the day on which its section began, and return it."""
    section = Section.objects.get(name=DESK)
    desk = VoiceDesk(section=section, valid_from=section.valid_from)
    desk.purpose = "返事をし、町の仕事を直すため"
    desk.legal_basis = "お客さまのこえ取扱要綱（見本）第7条"
    desk.save()
    store_rules(section.valid_from)
    return desk


def acts() -> Iterator[Act]:
    """Yield the storing of each year's voices, before the section reports on the year."""
    for year, day in facts.read("rounds")["voices"].items():
        yield Act(at(day, 17, 30), partial(store_year, FiscalYear(int(year))))
        yield Act(at(day, 17, 40), partial(publish_some, FiscalYear(int(year))))
