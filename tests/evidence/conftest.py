"""The demo town for the tests of the trail: built once, opened by plain SQL."""

import pytest

from yakuba.site.demo.tests.conftest import build


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Return the demo town, built once on the database under test."""
    return build(tmp_path_factory.mktemp("trail"))
