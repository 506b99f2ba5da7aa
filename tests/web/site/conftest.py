"""A release of the invented record with its public site."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from civharm.catalogue.masking import masked
from civharm.publication.release.publish import Terms, publish
from civharm.publication.release.source import About
from civharm.web.setup import ready
from civharm.web.site.writing import write_site
from tests.web.browser.conftest import browser

__all__ = ["browser"]

#: What the tests import knows of tables, which Django must know of before.
ready()

ABOUT = About(
    title="Harm in Tel Riman",
    casebook_id="0d0f2ab6-9d5c-4f0c-8d53-0d8f3c5f5a11",
    made_at=datetime(2021, 4, 1, 12, tzinfo=UTC),
    civharm="0",
    scope="Tel Riman, March 2021",
    contact="corrections@example.org",
    reasons={"--with-proposed": "a first look"},
)


@pytest.fixture(scope="session")
def released(record, tmp_path_factory) -> Path:
    from civharm.releasing import choose_of_record

    folder = tmp_path_factory.mktemp("released") / "release"
    source = choose_of_record(masked(record), ABOUT, is_second_person_needed=False).material
    publish(source, folder, Terms(province_of=lambda place: "Nineveh", more=write_site))
    return folder
