"""A release read from the catalogue is the one made of the whole record, byte for byte, and holds little at a time."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from civharm.casebook.refreshing import one_moment
from civharm.catalogue.asking import IncidentFilter
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.masking import public
from civharm.catalogue.sight import Sight
from civharm.catalogue.stored import stored_record
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.model.decisions import Action, Decision
from civharm.pipeline import refresh
from civharm.publication.release.publish import Terms, publish
from civharm.publication.release.source import About, Material
from civharm.publication.release.tables import cells_of
from civharm.releasing import WITH_PROPOSED, choose, choose_of_record
from support.build import Story
from support.kept import keep

ABOUT = About(
    title="Harm in the orchards",
    casebook_id="0d0f2ab6-9d5c-4f0c-8d53-0d8f3c5f5a11",
    made_at=datetime(2021, 4, 1, 12, tzinfo=UTC),
    civharm="0",
    reasons={WITH_PROPOSED: "a first look"},
)
SIGNED_ALONE = About(
    title="Signed", casebook_id=ABOUT.casebook_id, made_at=ABOUT.made_at, civharm="0", reasons={}
)


@pytest.fixture
def decided(own: Catalogue, war: Story) -> Catalogue:
    """The war, of which people signed one incident, show one place coarsely, wrote notes and merged two; a source refused."""
    keep(own.casebook, war)
    own.update()
    lines = own.incidents(IncidentFilter(), walls=EVERYTHING).lines
    by_place = {line.place: line.id for line in lines}
    orchard, mill, wardan = (by_place[each] for each in ("Orchard Quarter", "Mill Quarter", "Wardan"))
    radio = next(report.id for report in own.casebook.reports() if report.source == "Valley Radio")
    for number, (action, target, change) in enumerate(
        (
            (Action.SIGN_GRADING, orchard, {"grading": "fair"}),
            (Action.COARSEN_PLACE, orchard, {"to": "5km"}),
            (Action.NOTE, orchard, {"visibility": "public"}),
            (Action.NOTE, orchard, {"visibility": "internal"}),
            (Action.NOTE, wardan, {"visibility": "public"}),
            (Action.MERGE, mill, {"incidents": [mill, wardan]}),
            (Action.CONSENT, radio, {"answer": "refused", "purposes": ["publish"], "how": "by telephone"}),
        )
    ):
        own.casebook.decide(
            Decision(
                id=f"d-{number}", action=action, target=target, author="Ada", reason=f"Huda Karam said so, {number}",
                decided_at=own.casebook.clock(), change=change,
            )
        )  # fmt: skip
    refresh(own.casebook)
    own.update()
    return own


def released(material: Material, to: Path) -> dict[str, bytes | str]:
    """The files of a release; a database as what is in it, since its pages tell the version of SQLite as well."""
    publish(material, to, Terms(province_of=lambda place: place.country))
    files: dict[str, bytes | str] = {
        path.name: path.read_bytes() for path in to.iterdir() if path.suffix != ".sqlite3"
    }
    with sqlite3.connect(to / "release.sqlite3") as kept:
        files["release.sqlite3"] = "\n".join(kept.iterdump())
    return files


@pytest.mark.parametrize("about", [ABOUT, SIGNED_ALONE], ids=["with proposed", "signed alone"])
def test_a_release_of_the_catalogue_is_that_of_the_record(decided: Catalogue, tmp_path: Path, about: About):
    casebook = decided.casebook
    with one_moment(casebook.alias):
        chosen = choose(Sight.of(casebook.alias, EVERYTHING), about, is_second_person_needed=False)
        found = released(chosen.material, tmp_path / "found")
    wanted = released(
        choose_of_record(public(stored_record(casebook)), about, is_second_person_needed=False).material,
        tmp_path / "wanted",
    )
    assert len(wanted) > 20
    assert {name for name in wanted if found[name] != wanted[name]} == set()
    told = b"".join(each if isinstance(each, bytes) else each.encode() for each in found.values())
    for withheld in (b"Orchard", b"Huda", b"Karam", b"Valley Radio"):
        assert withheld not in told


def test_who_may_not_look_behind_a_wall_releases_nothing_of_it(shared: Catalogue):
    def told(walls: Walls) -> set[str | None]:
        chosen = choose(Sight.of(shared.casebook.alias, walls), ABOUT, is_second_person_needed=False)
        return {report.source for report in chosen.material.each_report()}

    assert "Closed Wire" in told(EVERYTHING)
    assert "Closed Wire" not in told(Walls.of(()))


def test_what_incidents_rest_on_comes_with_them_and_once(shared: Catalogue):
    chosen = choose(Sight.of(shared.casebook.alias, EVERYTHING), ABOUT, is_second_person_needed=False)
    parts = list(chosen.material.parts())
    rested_on = {claim for part in parts for each in part.incidents for claim in each.claims}
    told = [row[0] for part in parts for row in cells_of(part.claims)]
    assert set(told) >= rested_on > set()
    assert len(told) == len(set(told))


def test_reports_are_told_even_where_nobody_asked_for_incidents_before(shared: Catalogue):
    def chosen() -> Material:
        return choose(
            Sight.of(shared.casebook.alias, EVERYTHING), ABOUT, is_second_person_needed=False
        ).material

    told = [row[0] for part in chosen().parts() for row in cells_of(part.reports)]
    assert [report.id for report in chosen().each_report()] == told
    assert told
