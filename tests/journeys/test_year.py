"""One whole year of a new town, from the empty installation to the corrected edition."""

from tests.journeys import mihon, opening, reporting


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
    reporting.write_figures(year)
    reporting.lose_the_browser(year)
    reporting.write_texts(year)
    reporting.propose(year.person("202"), mihon.OURS)
    reporting.send_back_and_mend(year)
    reporting.approve(year.person("201"), mihon.OURS)
    reporting.write_quickly(year, "2-1-b", clerk="202", head="201")
    reporting.write_quickly(year, "1-1-a", clerk="102", head="101", figure="１１")
    reporting.write_quickly(year, "1-1-b", clerk="102", head="101")
    reporting.write_quickly(year, "2-2-a", clerk="102", head="101")
    keys = [mihon.OURS, *(key for key in mihon.ITEMS if key not in (mihon.OURS, mihon.LATE))]
    reporting.check(year, keys)
    reporting.accept(year, keys)
    reporting.publish(year)
