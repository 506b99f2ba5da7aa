"""A release taken over into an empty casebook and published again has the same table of incidents, in whatever form it is read."""

import os
import shutil
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from civharm.casebook.store import Casebook
from civharm.exchange.importing import Order
from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.own import Taking, take_over
from civharm.model.assessments import (
    Assessment,
    Bound,
    Conceded,
    End,
    Grading,
    Override,
    StrikeStatus,
    Toll,
)
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Involvement, Party, PartyPart, Position
from civharm.model.incidents import Incident, Link, LinkPart, RecordStatus, Relation, RelationKind
from civharm.model.places import LocatedBy, Place, PlacePrecision
from civharm.model.times import TimePrecision, When
from civharm.pipeline import refresh
from civharm.publication.cells import safe
from civharm.publication.release.incidents import INCIDENTS, Published
from civharm.publication.release.publish import Terms, publish
from civharm.publication.release.source import About, Source
from tests.exchange.conftest import VOCABULARY

ABOUT = About(
    title="Lake", casebook_id="c", made_at=datetime(2021, 5, 4, tzinfo=UTC), civharm="1", licence="CC0-1.0"
)
FORMS = ("", "incidents.csv", "release.sqlite3", "incidents.geojson")
COUNTED = [
    (Harm.KILLED, Status.CIVILIAN),
    (Harm.INJURED, Status.CIVILIAN),
    (Harm.KILLED, Status.COMBATANT),
]
days = st.dates(date(2014, 1, 1), date(2019, 1, 1))
#: White space in names is folded wherever they are read, and an apostrophe before a sign is the mark of a disarmed formula.
names = (
    st.text("abcdefghij ÄöüšبغدادКиев()'-", min_size=1, max_size=20)
    .map(lambda name: " ".join(name.split()))
    .filter(lambda name: name.strip("'") and not name.startswith("'-"))
)
people = st.none() | st.integers(0, 300)


@st.composite
def whens(draw) -> When | None:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and start > end:
        start, end = end, start
    if start is None and end is None:
        return None
    precision = TimePrecision.DAY if start == end else TimePrecision.RANGE
    return When(start=start, end=end, precision=precision)


@st.composite
def wheres(draw) -> Place | None:
    if draw(st.integers(0, 5)) == 0:
        return None
    name, country = draw(names), draw(st.sampled_from([None, "AX"]))
    if draw(st.integers(0, 4)) == 0:
        return Place(words=name, name=name, country=country, precision=draw(st.sampled_from(PlacePrecision)))
    return Place(
        words=name,
        name=name,
        country=country,
        lat=draw(st.floats(-80, 80).map(lambda one: round(one, 5) + 0.0)),
        lon=draw(st.floats(-179, 179).map(lambda one: round(one, 5) + 0.0)),
        precision=draw(st.sampled_from(PlacePrecision)),
        radius_m=draw(st.none() | st.integers(1, 50_000)),
        located_by=draw(st.sampled_from(LocatedBy)),
    )


@st.composite
def ends(draw) -> tuple[int | None, int | None]:
    low, high = draw(people), draw(people)
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def assessments(draw, incident: str) -> Assessment:
    tolls, overrides = [], []
    for harm, status in COUNTED:
        low, high = draw(ends())
        if (low, high) != (None, None):
            bounds = Bound(value=low, rule="T1"), Bound(value=high, rule="T3")
            tolls.append(Toll(harm=harm, status=status, min=bounds[0], max=bounds[1]))
        if draw(st.integers(0, 3)) == 0:
            for end, value in zip(End, draw(ends()), strict=True):
                if draw(st.booleans()):
                    overrides.append(
                        Override(
                            harm=harm,
                            status=status,
                            group="all",
                            end=end,
                            value=value,
                            author="A",
                            decision_id="d",
                        )
                    )
    grading = draw(st.none() | st.sampled_from(Grading))
    return Assessment(
        incident_id=incident,
        method="1",
        strike_status=draw(st.sampled_from(StrikeStatus)),
        signed_strike_status=draw(st.none() | st.sampled_from(StrikeStatus)),
        proposed_grading=draw(st.none() | st.sampled_from([Grading.FAIR, Grading.WEAK, Grading.CONTESTED])),
        grading=grading,
        reasons=(),
        tolls=tuple(tolls),
        overrides=tuple(overrides),
        conceded=tuple(
            Conceded(
                party=name,
                position=draw(st.sampled_from(Position)).value,
                killed_min=low,
                killed_max=high,
                claims=(),
            )
            for name, (low, high) in sorted(draw(st.dictionaries(names, ends(), max_size=2)).items())
        ),
        independent_clusters=draw(st.integers(0, 9)),
        harm_reported=True,
        is_signed_off=grading is not None and draw(st.booleans()),
    )


@st.composite
def sources(draw) -> Source:
    incidents, judged = [], {}
    for number in range(draw(st.integers(1, 4))):
        id = f"{number:020x}"
        judged[id] = draw(assessments(id))
        parties = draw(
            st.dictionaries(names.filter(lambda one: "(" not in one), st.sampled_from(PartyPart), max_size=3)
        )
        incidents.append(
            Incident(
                id=id,
                code=f"{draw(st.sampled_from(['AX-20170317', 'Lake ', 'CS']))}-{number}",
                aliases=tuple(f"{alias}/{number}" for alias in draw(st.sets(st.sampled_from("XYZ")))),
                when=draw(whens()),
                where=draw(wheres()),
                links=(Link(claim_id=f"c{number}", part=LinkPart.SUPPORTS, score=0.0),),
                reports=tuple(f"r{each}" for each in range(draw(st.integers(0, 7)))),
                clusters=(),
                event=draw(st.sampled_from([None, "airstrike", "shelling"])),
                parties=tuple(
                    Party(name=name, id=None, part=part, involvement=Involvement.KNOWN, words=name)
                    for part, name in sorted((part, name) for name, part in parties.items())
                ),
                status=RecordStatus.REVIEWED if judged[id].grading else RecordStatus.MACHINE,
            )
        )
    pairs = [(one.id, other.id) for one, other in pairwise(incidents)]
    relations = tuple(
        Relation(
            left=left,
            right=right,
            kind=draw(st.sampled_from(RelationKind)),
            reason="one market",
            is_decided=True,
        )
        for left, right in pairs
        if draw(st.booleans())
    )
    return Source(about=ABOUT, incidents=tuple(incidents), assessments=judged, relations=relations)


def table_of(incidents, judged) -> list[dict[str, str]]:
    published = [Published(incident=each, assessment=judged.get(each.id)) for each in incidents]
    rows = [
        {
            name: "" if cell is None else str(safe(cell))
            for name, cell in zip(INCIDENTS.names, row, strict=True)
        }
        for row in INCIDENTS.rows(published)
    ]
    return sorted(rows, key=lambda row: row["Id"])


def positions_of(assessments) -> dict[str, list[tuple[object, ...]]]:
    """What belligerents said of each incident; the claims of the archive are not here."""
    return {
        each.incident_id: [(one.party, one.position, one.killed_min, one.killed_max) for one in each.conceded]
        for each in assessments
    }


def related_in(relations, of_claim) -> set[tuple[str, ...]]:
    """Those that people decided, by incident; which of two that overlap stands first says nothing."""
    return {
        (*(sides if one.kind is RelationKind.PART_OF else sorted(sides)), one.kind.value)
        for one in relations
        if one.is_decided
        for sides in [[of_claim.get(each, each) for each in (one.left, one.right)]]
    }


def otherwise(before, after):
    """Each cell that is not as it was."""
    assert [row["Id"] for row in before] == [row["Id"] for row in after]
    for was, now in zip(before, after, strict=True):
        yield from ((column, was[column], now[column]) for column in was if was[column] != now[column])


@pytest.mark.parametrize("form", FORMS)
@given(source=sources())
@settings(
    max_examples=int(os.environ.get("CIVHARM_ROUND_TRIPS", "8")),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_a_release_comes_out_as_it_went_in(fresh_sqlite: Path, tmp_path_factory, form, source):
    folder = tmp_path_factory.mktemp("archive")
    publish(source, folder / "release", Terms(province_of=lambda place: None))
    shutil.copytree(fresh_sqlite, folder / "casebook")
    casebook = Casebook.open(folder / "casebook", actor="tester")
    order = Order(form=form_of(Kind.ARCHIVE), recorder="Lake Monitor")
    result = take_over(
        folder / "release" / form, Taking(casebook, by="Cleo", refresh=refresh), order, vocabulary=VOCABULARY
    )
    assert (result.rows.errors, result.signed.refused) == ((), ())
    before = table_of(source.incidents, source.assessments)
    after = table_of(casebook.incidents(), {each.incident_id: each for each in casebook.assessments()})
    assert list(otherwise(before, after)) == []
    if form != "incidents.csv":  # that table alone has no positions
        assert positions_of(casebook.assessments()) == positions_of(source.assessments.values())
    if form in ("", "release.sqlite3"):
        assert result.related.refused == ()
        of_claim = {claim: one.id for one in casebook.incidents() for claim in one.claims}
        assert related_in(casebook.relations(), of_claim) == related_in(source.relations, {})
    assert casebook.verify() == ()
    casebook.close()
