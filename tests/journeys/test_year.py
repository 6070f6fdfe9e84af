"""One whole year of a new town, from the empty installation to the corrected edition."""

from urllib.parse import urlsplit

import pytest
from tests.journeys import mihon, opening, reporting, residents
from tests.journeys.opening import Year
from tests.journeys.visitor import Watch

pytestmark = [pytest.mark.needs("openssl"), pytest.mark.slow]


@pytest.fixture
def year(empty_town, browser):
    """Give an empty town; in the end no page may have broken its promises."""
    made = Year(empty_town, browser, Watch(urlsplit(empty_town.url).netloc))
    yield made
    made.watch.fine()


def test_year_of_a_new_town(year, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(mihon.document(), encoding="utf-8")

    open_the_round(year, document)
    report(year)
    publish_and_correct(year)


def open_the_round(year, document):
    admin = opening.first_sign_in(year)
    opening.set_up(year, admin)
    office = opening.read_plan(year, document)
    opening.mend_plan(office)
    opening.store_plan(office, "mihon")
    opening.decide_plan(year)
    opening.fill_tables(office)
    opening.open_round(office)


def report(year):
    reporting.write_figures(year)
    reporting.lose_the_browser(year)
    reporting.write_texts(year)
    reporting.propose(year.person("202"), mihon.OURS)
    reporting.send_back_and_mend(year)
    reporting.approve(year.person("201"), mihon.OURS)
    reporting.write_quickly(year, "2-1-b", clerk="202", head="201")
    reporting.write_quickly(year, "1-1-a", clerk="102", head="101", figure="１１")
    for key in ("1-1-b", "2-2-a"):
        reporting.write_quickly(year, key, clerk="102", head="101")
    keys = [mihon.OURS, *(key for key in mihon.ITEMS if key not in (mihon.OURS, mihon.LATE))]
    reporting.check(year, keys)
    reporting.accept(year, keys)


def publish_and_correct(year):
    reporting.publish(year)
    reader = residents.read_item(year)
    residents.compare_with_csv(reader, residents.WRONG[0])
    residents.propose_correction(year)
    residents.publish_correction(year)
    residents.read_correction(reader)
    residents.compare_with_csv(reader, residents.RIGHT[0])
