"""The shipped examples hold what `examples/mosul-2017/expected.yml` says, from bytes to graded incidents."""

from datetime import date
from io import StringIO
from typing import Any

import pytest

from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm
from civharm.model.claims import ClaimKind, PartyPart
from civharm.model.incidents import Incident
from civharm.publication.csv import write_csv
from civharm.publication.incident_lines import flat_tolls
from civharm.publication.lines import claim_line, to_plain
from civharm.publication.protect import protection_of
from support.mosul import Record, expected, read_examples

EXPECTED = expected()
INCIDENTS = [pytest.param(one, id=one["key"]) for one in EXPECTED["incidents"]]


@pytest.fixture(scope="module")
def record() -> Record:
    return read_examples()


def incident(record: Record, wanted: dict[str, Any]) -> Incident:
    return record.incidents[wanted["date"].isoformat(), wanted["place"]["name"]]


def assessment(record: Record, wanted: dict[str, Any]) -> Assessment:
    return record.assessments[incident(record, wanted).id]


def range_of(tolls: dict[str, int | None], name: str) -> list[int | None]:
    return [tolls[f"{name}_min"], tolls[f"{name}_max"]]


def test_every_report_is_kept(record: Record) -> None:
    assert len(record.store.reports()) == EXPECTED["reports"]


@pytest.mark.parametrize("name", EXPECTED["published"])
def test_a_report_is_published_when_it_says_so(record: Record, name: str) -> None:
    published = {
        record.names[r.id]: r.published.start if r.published else None for r in record.store.reports()
    }
    assert published[name] == EXPECTED["published"][name]


def test_there_are_these_incidents_and_no_others(record: Record) -> None:
    assert set(record.incidents) == {
        (i["date"].isoformat(), i["place"]["name"]) for i in EXPECTED["incidents"]
    }


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_an_incident_is_placed_as_finely_as_its_reports_say(record: Record, wanted: dict[str, Any]) -> None:
    where = incident(record, wanted).where
    assert where is not None
    assert where.precision == wanted["place"]["precision"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_an_incident_has_all_its_reports(record: Record, wanted: dict[str, Any]) -> None:
    assert {record.names[one] for one in incident(record, wanted).reports} == set(wanted["reports"])


@pytest.mark.parametrize("wanted", [one for one in INCIDENTS if one.values[0]["event"]])
def test_an_incident_has_its_kind(record: Record, wanted: dict[str, Any]) -> None:
    assert incident(record, wanted).event == wanted["event"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_civilians_killed(record: Record, wanted: dict[str, Any]) -> None:
    assert range_of(flat_tolls(assessment(record, wanted)), "civilians_killed") == wanted["killed"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_civilians_injured(record: Record, wanted: dict[str, Any]) -> None:
    assert range_of(flat_tolls(assessment(record, wanted)), "civilians_injured") == wanted["injured"]


@pytest.mark.parametrize("wanted", [one for one in INCIDENTS if "combatants_killed" in one.values[0]])
def test_combatants_killed(record: Record, wanted: dict[str, Any]) -> None:
    tolls = flat_tolls(assessment(record, wanted))
    assert range_of(tolls, "militants_killed") == wanted["combatants_killed"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_combatants_injured(record: Record, wanted: dict[str, Any]) -> None:
    tolls = flat_tolls(assessment(record, wanted))
    assert range_of(tolls, "militants_injured") == wanted.get("combatants_injured", [None, None])


@pytest.mark.parametrize("wanted", [one for one in INCIDENTS if "groups_killed" in one.values[0]])
def test_women_and_children_killed(record: Record, wanted: dict[str, Any]) -> None:
    found = {
        t.group: [t.min.value, t.max.value] for t in assessment(record, wanted).tolls if t.harm is Harm.KILLED
    }
    assert {group: found.get(group) for group in wanted["groups_killed"]} == wanted["groups_killed"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_attackers(record: Record, wanted: dict[str, Any]) -> None:
    attackers = {
        (party.name, party.involvement.value)
        for party in incident(record, wanted).parties
        if party.part is PartyPart.ATTACKER
    }
    assert attackers == {(one["name"], one["involvement"]) for one in wanted["attackers"]}


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_strike_status(record: Record, wanted: dict[str, Any]) -> None:
    assert assessment(record, wanted).strike_status == wanted["strike_status"]


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_a_machine_proposes_a_grading_and_grades_nothing(record: Record, wanted: dict[str, Any]) -> None:
    found = assessment(record, wanted)
    assert (found.proposed_grading, found.grading) == (wanted["grading"], None)


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_independent_clusters(record: Record, wanted: dict[str, Any]) -> None:
    assert assessment(record, wanted).independent_clusters == wanted["clusters"]


@pytest.mark.parametrize("wanted", [one for one in INCIDENTS if "one_cluster" in one.values[0]])
def test_copies_and_repeated_speakers_are_one_cluster(record: Record, wanted: dict[str, Any]) -> None:
    clusters = [{record.names[one] for one in c.reports} for c in incident(record, wanted).clusters]
    assert any(set(wanted["one_cluster"]) <= cluster for cluster in clusters)


@pytest.mark.parametrize("wanted", INCIDENTS)
def test_positions_of_belligerents(record: Record, wanted: dict[str, Any]) -> None:
    found = {(c.party, c.position, c.killed_min, c.killed_max) for c in assessment(record, wanted).conceded}
    positions = {(p["party"], p["position"], *p.get("conceded", (None, None))) for p in wanted["positions"]}
    assert positions <= found
    assert {party for party, *_ in found} == {party for party, *_ in positions}


def test_a_report_without_a_day_makes_a_lead(record: Record) -> None:
    leads = {
        (record.names[lead.reports[0]], lead.where.name if lead.where else None) for lead in record.leads
    }
    assert {(one["report"], one["place"]) for one in EXPECTED["leads"]} <= leads


@pytest.mark.parametrize("wanted", EXPECTED["aggregates"], ids=lambda one: one["report"])
def test_figures_of_a_period_or_area_are_aggregates(record: Record, wanted: dict[str, Any]) -> None:
    counts = [
        [casualties.count.min, casualties.count.max]
        for claim in record.claims_of(wanted["report"], ClaimKind.AGGREGATE)
        for casualties in claim.casualties
    ]
    assert wanted["killed"] in counts


def test_no_aggregate_is_in_an_incident(record: Record) -> None:
    in_incidents = {claim for one in record.incidents.values() for claim in one.claims}
    aggregates = {claim.id for claim in record.store.claims() if claim.kind is ClaimKind.AGGREGATE}
    assert not aggregates & in_incidents


@pytest.mark.parametrize("wanted", EXPECTED["control"], ids=lambda one: f"{one['report']}-{one['change']}")
def test_who_holds_what(record: Record, wanted: dict[str, Any]) -> None:
    assert any(
        claim.control is not None
        and (claim.control.change, claim.control.holder) == (wanted["change"], wanted["holder"])
        and wanted.get("place") in (None, *(place.name for place in claim.where))
        and holds(claim.when, wanted)
        for claim in record.claims_of(wanted["report"], ClaimKind.CONTROL)
    )


def holds(when: Any, wanted: dict[str, Any]) -> bool:
    """True if a time is the expected one, or none is expected."""
    start: date | None = wanted.get("on") or wanted.get("from")
    end: date | None = wanted.get("on") or wanted.get("to")
    return start is None or (when is not None and (when.start, when.end) == (start, end))


@pytest.mark.parametrize("wanted", EXPECTED["displacement"], ids=lambda one: one["measure"])
def test_people_on_the_move(record: Record, wanted: dict[str, Any]) -> None:
    found = [
        (d.measure, d.unit, d.per, d.count.min, d.count.max)
        for claim in record.claims_of(wanted["report"], ClaimKind.DISPLACEMENT)
        if (d := claim.displaced) is not None
    ]
    assert (wanted["measure"], wanted["unit"], wanted.get("per"), *wanted["people"]) in found


@pytest.mark.parametrize("name", EXPECTED["no_harm"])
def test_other_numbers_make_no_harm(record: Record, name: str) -> None:
    assert record.claims_of(name, ClaimKind.HARM) == []


def test_what_a_person_must_see_is_an_issue(record: Record) -> None:
    codes = {(record.names.get(i.report_id or ""), i.code) for i in record.store.issues()}
    assert {(one["report"], one["code"]) for one in EXPECTED["issues"]} <= codes


def shown(record: Record) -> str:
    """All that default outputs say of the examples."""
    store = record.store
    protection = protection_of(store.claims(), store.victims(), store.reports(), store.texts())
    table = StringIO()
    write_csv(store.incidents(), record.assessments, table)
    masked = {report: protection.text(text, report_id=report) for report, text in store.texts().items()}
    claims = [claim_line(protection.claim(c, masked[c.report_id])) for c in store.claims()]
    reports = [to_plain(type(r), protection.within(r, report_id=r.id)) for r in store.reports()]
    return "\n".join((table.getvalue(), str(claims), str(reports), *masked.values()))


@pytest.mark.parametrize("name", EXPECTED["protected"])
def test_private_persons_are_masked(record: Record, name: str) -> None:
    assert name not in shown(record)


@pytest.mark.parametrize("name", EXPECTED["named"])
def test_officials_stay_readable(record: Record, name: str) -> None:
    assert name in shown(record)
