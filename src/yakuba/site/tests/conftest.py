import pytest

from yakuba.site.tests.towns import copy_town, make_town


@pytest.fixture(scope="session")
def pattern(tmp_path_factory):
    """Return an installation with its tables; others are copied from it."""
    town = make_town(tmp_path_factory.mktemp("pattern"))
    done = town.run("init")
    assert done.returncode == 0, done.stderr
    return town


@pytest.fixture(scope="session")
def new_town(tmp_path_factory, request):
    """Return a function that makes an installation of its own, by default with its tables."""

    def make(*, initialised=True):
        home = tmp_path_factory.mktemp("town")
        if initialised:
            return copy_town(request.getfixturevalue("pattern"), home)
        return make_town(home)

    return make
