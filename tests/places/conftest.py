"""The compiled gazetteer, as the set-up leaves it."""

import pytest

from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer()
