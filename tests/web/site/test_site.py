"""The site of a release: what is in its files, and what must not be."""

from dataclasses import replace

from civharm.catalogue.masking import masked
from civharm.publication.release.manifest import faults
from civharm.publication.release.publish import Terms, publish
from civharm.releasing import choose_of_record
from civharm.web.site.writing import write_site
from tests.web.site.conftest import ABOUT


def test_the_site_is_in_the_manifest(released):
    assert list(faults(released)) == []
    assert "  site/index.html\n" in (released / "SHA256SUMS").read_text()


def test_a_list_that_is_too_long_for_one_page_goes_on_beside_it_in_both_languages(record, tmp_path):
    one, _ = record.incidents[:2]
    many = tuple(replace(one, id=f"i-{number}", code=f"IQ-{number:03}", aliases=()) for number in range(102))
    source = choose_of_record(
        masked(replace(record, incidents=many)), ABOUT, is_second_person_needed=False
    ).material
    publish(source, tmp_path / "release", Terms(province_of=lambda place: None, more=write_site))
    for folder in ("site", "site/ar"):
        first, rest = (
            (tmp_path / "release" / folder / name).read_text() for name in ("index.html", "rows-2.js")
        )
        assert (first.count("<tr data-incident"), rest.count("<tr data-incident")) == (100, 2)
