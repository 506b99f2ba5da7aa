"""What lies behind a wall is not there for others: in no list, count, search, queue or page, also for who guesses an id."""

from dataclasses import replace

import pytest
from django.db import transaction

from civharm.accounts.compartments import Rule, RuleKind, add_rules, walls_in_force
from civharm.catalogue.asking import ClaimFilter, IncidentFilter, Queue, ReportFilter
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.filling import Filling, Known
from civharm.catalogue.masking import masked
from civharm.catalogue.models import PageRow
from civharm.catalogue.queueing import Queueing
from civharm.catalogue.record import Index
from civharm.catalogue.sheets import IncidentSheet, from_json, to_json
from civharm.catalogue.stored import stored_record
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.catalogue.writing import INCIDENTS, QUEUES, Writer
from civharm.model.decisions import Action, Decision
from civharm.model.errors import NotFound
from civharm.model.incidents import DoubtfulPair, Feature
from civharm.places.view import WORLD, View
from civharm.web.pages.others import SituationPage, situation_page
from support.build import Story
from support.kept import keep
from support.team_server import keep_record
from support.war import NAME, OTHER_WALL, WALL

ALL = ("machine", "reviewed", "lead")

#: Who may look into which compartments, and which places of incidents they see.
SEEN = [
    ("nothing", Walls.of(()), {"Orchard Quarter", "Rumman Town", None}),
    ("the source", Walls.of({WALL}), {"Orchard Quarter", "Wardan", "Mill Quarter", "Rumman Town", None}),
    ("the report", Walls.of({OTHER_WALL}), {"Orchard Quarter", "Tel Zaytun", "Rumman Town", None}),
    ("another", Walls.of({"elsewhere"}), {"Orchard Quarter", "Rumman Town", None}),
    (
        "both",
        Walls.of({WALL, OTHER_WALL}),
        {"Orchard Quarter", "Tel Zaytun", "Wardan", "Mill Quarter", "Rumman Town", None},
    ),
    (
        "everything",
        EVERYTHING,
        {"Orchard Quarter", "Tel Zaytun", "Wardan", "Mill Quarter", "Rumman Town", None},
    ),
]


@pytest.mark.parametrize(("walls", "seen"), [each[1:] for each in SEEN], ids=[each[0] for each in SEEN])
def test_each_sees_what_is_open_to_them(shared: Catalogue, walls: Walls, seen: set[str | None]):
    wanted = IncidentFilter(statuses=ALL)
    found = shared.incidents(wanted, walls=walls)
    assert {line.place for line in found.lines} == seen
    assert found.total == len(seen)
    facets = shared.facets(wanted, walls=walls)
    assert sum(each.count for each in facets.gradings) == len(seen)
    assert {each.value or None for each in facets.places} == seen
    marks = shared.marks(wanted, View(WORLD, 0), walls=walls)
    assert marks.in_view + marks.unplaced == len(seen)
    timeline = shared.histogram(wanted, walls=walls)
    assert sum(each.incidents for each in timeline.columns) + timeline.undated == len(seen)


def test_what_several_reports_tell_is_behind_the_wall_of_each(shared: Catalogue):
    """Mill Quarter is told by an open source too: its figures are made of both."""
    assert shared.incidents(IncidentFilter(places=("Mill Quarter",)), walls=Walls.of(())).total == 0
    (line,) = shared.incidents(IncidentFilter(places=("Mill Quarter",)), walls=Walls.of({WALL})).lines
    assert line.reports == 2


def test_no_id_that_is_guessed_opens_a_wall(shared: Catalogue, war: Story):
    closed = [report.id for report in war.reports if report.source == "Closed Wire"]
    for report in closed:
        with pytest.raises(NotFound):
            shared.report_record(report, walls=Walls.of({OTHER_WALL}))
        assert shared.report_record(report, walls=EVERYTHING).reports[0].id == report
    hidden = shared.incidents(IncidentFilter(places=("Wardan", "Mill Quarter")), walls=EVERYTHING).lines
    for line in hidden:
        with pytest.raises(NotFound) as refused:
            shared.incident_record(line.id, walls=Walls.of(()))
        with pytest.raises(NotFound) as unknown:
            shared.incident_record("f" * 20, walls=Walls.of(()))
        assert str(refused.value).replace(line.id, "") == str(unknown.value).replace("f" * 20, "")
        assert shared.incident_id(line.code, walls=Walls.of(())) is None
        assert shared.incident_id(line.code, walls=EVERYTHING) == line.id
        assert shared.claims(
            ClaimFilter(incidents=(line.id,)), walls=Walls.of(())
        ).lines == () or line.place == ("Mill Quarter")


def test_an_open_report_says_nothing_of_the_incident_behind_the_wall(shared: Catalogue, war: Story):
    open_one = war.reports[4].id
    seen = shared.report_record(open_one, walls=Walls.of(()))
    assert [report.id for report in seen.reports] == [open_one]
    assert seen.incidents == seen.leads == seen.assessments == seen.relations == ()


def test_searches_and_lists_stop_at_walls(shared: Catalogue):
    assert shared.search("Closed Wire", walls=Walls.of(())).total_reports == 0
    assert shared.search("Wardan", walls=Walls.of(())).total_incidents == 0
    assert shared.search("Wardan", walls=Walls.of({WALL})).total_incidents == 1
    assert shared.reports(ReportFilter(sources=("Closed Wire",)), walls=Walls.of(())).total == 0
    assert shared.reports(walls=Walls.of(())).total == 5


def test_queues_stop_at_walls(shared: Catalogue):
    counts = shared.queue_counts(walls=Walls.of(()))
    assert counts[Queue.NEW_REPORTS] == 5
    assert counts[Queue.TO_GRADE] == 1
    lines = [line for queue in Queue for line in shared.queue(queue, walls=Walls.of(())).lines]
    assert not [line for line in lines if "Closed" in f"{line.title}{line.other_title}{line.detail}"]


def test_pairs_in_doubt_are_those_of_the_record_as_far_as_the_walls_go(own: Catalogue, war: Story):
    keep(own.casebook, war)
    add_rules(own.casebook, WALL, [Rule(RuleKind.SOURCE, "Closed Wire")], by="tester")
    own.update()
    closed, alias = Walls.of(()), own.casebook.alias
    seen = [line.id for line in own.claims(ClaimFilter(), walls=closed).lines]
    hidden = next(claim.id for claim in war.claims if claim.id not in seen)
    features = (Feature(name="distance", weight=-1.2, detail="19 km"),)
    pairs = [
        DoubtfulPair(left=seen[0], right=right, score=0.5, features=features) for right in (seen[1], hidden)
    ]
    record = replace(stored_record(own.casebook), doubtful=tuple(pairs))
    filling = Filling(record, Known(), walls_in_force(alias))
    with transaction.atomic(using=alias):
        writer = Writer(alias)
        writer.write(INCIDENTS, filling.incidents())
        writer.write(QUEUES, Queueing(filling).drafts())
    found, count = own.doubtful_record(walls=EVERYTHING)
    assert (set(found.doubtful), count) == (set(pairs), 2)
    found, count = own.doubtful_record(walls=closed)
    assert (found.doubtful, count) == ((pairs[0],), 1)
    assert hidden not in {claim.id for claim in found.claims}


def test_a_total_leaves_out_what_is_behind_walls(shared: Catalogue):
    assert shared.totals(walls=Walls.of(())).all.incidents == 1
    assert shared.totals(walls=EVERYTHING).all.incidents == 4


def test_a_protected_name_is_in_no_row(shared: Catalogue):
    from django.db import connections

    with connections[shared.casebook.alias].cursor() as cursor:
        tables = [
            name
            for name in connections[shared.casebook.alias].introspection.table_names(cursor)
            if name.startswith("catalogue_")
        ]
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            held = "\n".join(str(row) for row in cursor.fetchall())
            assert NAME not in held and "Karam" not in held and "karam" not in held, table
    assert len(tables) > 9


def test_a_page_tells_no_pair_and_no_decision_that_names_what_is_behind_a_wall(own: Catalogue, war: Story):
    keep(own.casebook, war)
    add_rules(own.casebook, WALL, [Rule(RuleKind.SOURCE, "Closed Wire")], by="tester")
    own.update()
    closed = Walls.of(())
    seen = [line.id for line in own.claims(ClaimFilter(), walls=closed).lines]
    hidden = next(claim.id for claim in war.claims if claim.id not in seen)
    incident = own.incidents(walls=closed).lines[0].id
    row = PageRow.objects.using(own.casebook.alias).get(subject_id=incident)
    sheet = from_json(IncidentSheet, row.payload)
    pairs = [DoubtfulPair(left=seen[0], right=right, score=0.0, features=()) for right in (seen[1], hidden)]
    decisions = [
        Decision(
            id=target, target=target, change={"other": other}, action=Action.JUDGE, author="Mira", reason="one",
            decided_at=own.casebook.clock(),
        )
        for target, other in ((incident, seen[0]), (hidden, seen[0]), (seen[0], hidden))
    ]  # fmt: skip
    row.payload = to_json(IncidentSheet, replace(sheet, doubtful=tuple(pairs), decisions=tuple(decisions)))
    row.save()
    record = own.incident_record(incident, walls=closed)
    assert record.doubtful == (pairs[0],)
    assert [each.id for each in record.decisions] == [incident]
    assert len(own.incident_record(incident, walls=EVERYTHING).decisions) == len(decisions)


def test_the_situation_is_that_of_the_whole_record_as_far_as_the_walls_go(own: Catalogue):
    keep_record(own.casebook)
    own.update()
    whole = situation_page(Index(masked(stored_record(own.casebook))))
    assert [len(each) for each in (whole.control, whole.displacement, whole.ledger)] == [1, 1, 1]
    assert situation_page(Index(own.situation_record(walls=EVERYTHING))) == whole
    add_rules(own.casebook, "quiet", [Rule(RuleKind.SOURCE, "Plain Herald")], by="tester")
    own.update()
    assert situation_page(Index(own.situation_record(walls=Walls.of({"quiet"})))) == whole
    nothing = SituationPage(control=(), displacement=(), ledger=())
    assert situation_page(Index(own.situation_record(walls=Walls.of(())))) == nothing
