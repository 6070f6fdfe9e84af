"""One whole year of a new town, from the empty installation to the corrected edition."""

from tests.journeys import mihon, opening


def walk(year, folder):
    document = folder / "plan.txt"
    document.write_text(mihon.document())
    admin = opening.first_sign_in(year)
    opening.set_up(year, admin)
    office = opening.read_plan(year, document)
    opening.mend_plan(office)
    opening.store_plan(office, "mihon")
    opening.decide_plan(year)
    opening.fill_tables(office)
    opening.open_round(office)
