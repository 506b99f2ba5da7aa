"""One invented war in a casebook on each database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from civharm.accounts.compartments import Rule, RuleKind, add_rules
from civharm.casebook.store import Casebook
from civharm.web.setup import ready
from support.build import Story
from support.kept import keep
from support.war import OTHER_WALL, WALL, a_war

if TYPE_CHECKING:
    from civharm.catalogue.catalogue import Catalogue

#: The tests import tables, which Django must know of before.
ready()


@pytest.fixture(scope="session")
def war() -> Story:
    return a_war()


def clock() -> datetime:
    return datetime(2021, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, war: Story
) -> Iterator["Catalogue"]:
    """The war's catalogue, only to be asked; the walls stand around one source and one report."""
    url = None
    if request.param == "postgresql":
        url = _new_database(request.getfixturevalue("postgresql_server"))
    folder: Path = tmp_path_factory.mktemp("catalogue") / "casebook"
    casebook = Casebook.create(folder, database_url=url, actor="tester", clock=clock)
    keep(casebook, war)
    add_rules(casebook, WALL, [Rule(RuleKind.SOURCE, "Closed Wire")], by="tester")
    add_rules(casebook, OTHER_WALL, [Rule(RuleKind.REPORT, war.reports[2].id)], by="tester")
    catalogue = the_catalogue(casebook)
    catalogue.update()
    yield catalogue
    casebook.close()


def _new_database(server: str) -> str:
    import psycopg

    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        # asked for again where the tests on it are run in several parts
        connection.execute("DROP DATABASE IF EXISTS catalogue_shared WITH (FORCE)")
        connection.execute("CREATE DATABASE catalogue_shared")
    return server.format("catalogue_shared")


def the_catalogue(casebook: Casebook) -> "Catalogue":
    from civharm.catalogue.catalogue import Catalogue

    return Catalogue(casebook=casebook)


@pytest.fixture
def own(tmp_path: Path, database_url: str | None) -> Iterator["Catalogue"]:
    """An empty casebook's catalogue, to be written to."""
    casebook = Casebook.create(tmp_path / "own", database_url=database_url, actor="tester", clock=clock)
    yield the_catalogue(casebook)
    casebook.close()
