from dataclasses import replace
from datetime import date, timedelta

from civharm.incidents.identity import identify
from civharm.model.incidents import GivenId, Incident, RecordStatus
from support.build import DAY, Story


def incidents(*ats: str, on: date = DAY) -> tuple[Incident, ...]:
    story = Story()
    for number, at in enumerate(ats):
        story.harm(f"Outlet {number}", "killed 12 civilian", at=at, on=on)
    linked = story.linked()
    return (*linked.incidents, *linked.leads)


def test_a_code_is_country_date_letter() -> None:
    named = identify(incidents("Orchard Quarter", "Tel Zaytun", "Mill Quarter")).incidents
    assert [incident.code for incident in named] == ["IQ-20170317-a", "IQ-20170317-b", "IQ-20170317-c"]


def test_replaying_the_records_names_everything_as_before() -> None:
    found = incidents("Orchard Quarter", "Tel Zaytun")
    first = identify(found)
    again = identify(found[::-1], first.newly_given)
    assert set(again.incidents) == set(first.incidents)
    assert again.newly_given == ()


def test_a_newcomer_takes_no_letter_away() -> None:
    found = incidents("Orchard Quarter", "Tel Zaytun")
    first = identify(found[1:])
    then = identify(found, first.newly_given)
    assert {incident.id: incident.code for incident in then.incidents}[
        first.incidents[0].id
    ] == "IQ-20170317-a"


def test_the_oldest_id_survives_a_merger_and_the_other_is_an_alias() -> None:
    left, right = incidents("Orchard Quarter", "Tel Zaytun")
    first = identify([left, right])
    merged = replace(right, links=(*right.links, *left.links))
    (named,) = identify([merged], first.newly_given).incidents
    assert named.id == first.incidents[0].id
    assert set(named.aliases) == {first.incidents[1].id, first.incidents[1].code}


def test_an_id_outlives_its_founding_claim() -> None:
    (found,) = incidents("Orchard Quarter")
    given = GivenId(id="kept", code="IQ-20170317-a", claims=("gone", found.founding_claim))
    assert identify([found], [given]).incidents[0].id == "kept"


def test_after_a_split_the_founding_claim_keeps_the_id() -> None:
    left, right = incidents("Orchard Quarter", "Tel Zaytun")
    given = GivenId(id="kept", code="IQ-20170317-a", claims=(right.founding_claim, left.founding_claim))
    named = identify([left, right], [given]).incidents
    assert named[1].id == "kept" and named[0].id != "kept"
    assert named[0].code == "IQ-20170317-b"


def test_a_lead_gets_its_code_when_it_becomes_an_incident() -> None:
    (found,) = incidents("Orchard Quarter")
    lead = replace(found, status=RecordStatus.LEAD, lacks=("no time",))
    first = identify([lead])
    assert first.incidents[0].code == ""
    later = identify([found], first.newly_given)
    assert (later.incidents[0].id, later.incidents[0].code) == (first.incidents[0].id, "IQ-20170317-a")
    assert identify([found], (*first.newly_given, *later.newly_given)).newly_given == ()


def test_letters_go_on_after_z() -> None:
    given = [
        GivenId(id=str(number), code=f"IQ-20170317-x{number}", claims=(str(number),)) for number in range(27)
    ]
    assert identify(incidents("Orchard Quarter"), given).incidents[0].code == "IQ-20170317-ab"


def test_the_undated_and_unplaced_have_codes_too() -> None:
    (found,) = incidents("Orchard Quarter", on=DAY + timedelta(days=1))
    assert identify([replace(found, when=None, where=None)]).incidents[0].code == "XX-undated-a"
