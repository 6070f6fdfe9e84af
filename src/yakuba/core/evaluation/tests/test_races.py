"""Two writers at the same moment.  Without the version one text is lost; with it none is."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.tests.town import make_world, write
from yakuba.core.evaluation.writing import Clashing, fetch, write_texts

TEXTS = {"writer": "一人目の文", "writer2": "二人目の文"}


@pytest.fixture
def pk(transactional_db):
    """Return a report with a text that both writers are about to change, and the town."""
    world = make_world()
    return write(world).pk, world


def together(act):
    """Run the act of both writers in threads of their own; return what each gave, in order."""
    ready = Barrier(2, timeout=20)

    def run(name):
        try:
            return act(name, ready)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, TEXTS))


def test_plain_saving_loses_the_text_of_one_writer(pk):
    number, _world = pk

    def act(name, ready):
        sheet = Sheet.objects.get(pk=number)
        ready.wait()
        sheet.done_text = TEXTS[name]
        sheet.save()

    together(act)

    stored = Sheet.objects.get(pk=number).done_text
    assert stored in TEXTS.values()  # the other is gone, and nobody was told


def test_one_of_two_writers_is_asked_and_both_texts_are_kept(pk):
    number, world = pk
    actors = {name: world.actor(name) for name in TEXTS}

    def act(name, ready):
        sheet = fetch(number)
        ready.wait()
        values = {"done_text": TEXTS[name]}
        try:
            write_texts(sheet, values, actor=actors[name], version=sheet.version)
        except Clashing as clash:
            return clash.merged.clashes
        return None

    results = together(act)

    (clashes,) = [found for found in results if found is not None]
    stored = Sheet.objects.get(pk=number).done_text
    assert {stored, clashes[0].mine} == set(TEXTS.values())
    assert clashes[0].theirs == stored


def test_two_writers_of_different_fields_both_store(pk):
    number, world = pk
    actors = {name: world.actor(name) for name in TEXTS}
    fields = {"writer": "done_text", "writer2": "next_text"}

    def act(name, ready):
        sheet = fetch(number)
        ready.wait()
        values = {fields[name]: TEXTS[name]}
        write_texts(sheet, values, actor=actors[name], version=sheet.version)

    together(act)

    stored = Sheet.objects.get(pk=number)
    assert (stored.done_text, stored.next_text) == tuple(TEXTS.values())
