"""How the tests of the pages sign in, name addresses and send forms."""

from django.urls import reverse

from yakuba.core.evaluation.tests.town import FY

YEAR = {"fy": FY.year}


def at(name, key="1-1-a", **parts):
    """Return the address of a page of a report."""
    return reverse(name, kwargs=YEAR | {"key": key} | parts)


def of_year(name):
    """Return the address of a page of the year."""
    return reverse(name, kwargs=YEAR)


def text_of(response):
    """Return the page as text."""
    return response.content.decode()


def decide(client, world, do, *, page="sheet-approval", key="1-1-a", **more):
    """Send a decision on a report as the page would."""
    typed = {"do": do, "version": world.sheet(key).version, "comment": ""} | more
    return client.post(at(page, key), typed)


def send(client, task, version, **typed):
    """Send a text of a report as the page would."""
    return client.post(at("sheet-text", task=task), {"version": version} | typed)
