"""The decision table of METHOD 1.3, row by row, and what never changes a grade."""

from datetime import timedelta

import pytest

from civharm.assessments.assess import assess, grade_reporting
from civharm.codebook import default_codebook
from civharm.model.assessments import Grading, StrikeStatus
from civharm.model.claims import ClaimKind, Position
from civharm.model.times import When
from support.build import DAY, Story, attackers, place, speaker

COALITION, RUSSIA = "US-led Coalition", "Russian Military"


def story(*accused: tuple[str, ...], count: str = "killed 12 civilian") -> Story:
    """One report for each entry, by outlets of their own, naming these attackers."""
    told = Story()
    for number, names in enumerate(accused):
        told.harm(f"Outlet {number}", count, by=names)
    return told


@pytest.mark.parametrize(
    ("accused", "grading", "status", "row"),
    [
        ([(COALITION,), (COALITION,)], Grading.FAIR, StrikeStatus.LIKELY, "5"),
        ([(COALITION,), ()], Grading.FAIR, StrikeStatus.SINGLE_SOURCE, "5"),
        ([(COALITION,), ("US Forces",)], Grading.FAIR, StrikeStatus.LIKELY, "5"),
        ([(COALITION,)], Grading.WEAK, StrikeStatus.SINGLE_SOURCE, "4"),
        ([(COALITION, RUSSIA)], Grading.WEAK, StrikeStatus.SINGLE_SOURCE, "4"),
        ([(COALITION,), (RUSSIA,)], Grading.CONTESTED, StrikeStatus.CONTESTED, "3"),
        ([(COALITION, RUSSIA), ()], Grading.CONTESTED, StrikeStatus.SINGLE_SOURCE, "3"),
        ([(), ()], None, StrikeStatus.UNKNOWN, "3"),
    ],
)
def test_rows_of_the_table(accused: list, grading: Grading | None, status: StrikeStatus, row: str) -> None:
    assessed = story(*accused).assessed()
    assert (assessed.proposed_grading, assessed.strike_status) == (grading, status)
    assert assessed.reasons[0].rule == f"grading row {row}"
    assert assessed.grading is None


def test_acceptance_of_harm_confirms_and_of_a_strike_only_declares() -> None:
    for of_harm, grading in ((True, Grading.CONFIRMED), (False, Grading.FAIR)):
        told = story((COALITION,), (COALITION,))
        answer = told.response("Desk", COALITION, Position.ACCEPTED, of_harm=of_harm, conceded=2)
        assessed = told.assessed()
        assert (assessed.proposed_grading, assessed.strike_status) == (grading, StrikeStatus.DECLARED)
        assert answer.id in {claim for reason in assessed.reasons for claim in reason.claims}


def test_a_partys_own_word_declares_the_strike() -> None:
    told = story((COALITION,))
    told.claim(
        told.report("Desk"),
        ClaimKind.ATTACK,
        parties=attackers(COALITION),
        speaker=speaker("Col. Roe", party=COALITION),
        where=(place("Orchard Quarter"),),
        when=When.on(DAY),
        event="airstrike",
    )
    assessed = told.assessed()
    assert (assessed.strike_status, assessed.proposed_grading) == (StrikeStatus.DECLARED, Grading.WEAK)


@pytest.mark.parametrize("accused", [[(COALITION,)], [(COALITION,)] * 2, [(COALITION,), (RUSSIA,)], [()]])
def test_a_denial_never_lowers_a_grade(accused: list) -> None:
    told = story(*accused)
    before = told.assessed()
    told.response("Desk", COALITION, Position.DENIED)
    after = told.assessed()
    assert (after.proposed_grading, after.strike_status) == (before.proposed_grading, before.strike_status)
    assert [conceded.position for conceded in after.conceded] == ["denied"]


def test_a_denial_after_acceptance_lowers_nothing_either() -> None:
    told = story((COALITION,))
    told.response("Desk", COALITION, Position.ACCEPTED, conceded=2)
    told.response("Other desk", COALITION, Position.DENIED)
    assert told.assessed().proposed_grading is Grading.CONFIRMED


def test_what_the_accused_blames_on_another_names_no_rival() -> None:
    told = story((COALITION,), (COALITION,))
    told.harm("Desk", "killed 12 civilian", by="Islamic State", speaker=speaker("Col. Roe", party=COALITION))
    assert told.assessed().proposed_grading is Grading.FAIR


def test_conceded_numbers_stand_beside_the_toll() -> None:
    told = story((COALITION,), (COALITION,))
    told.response("Desk", COALITION, Position.ACCEPTED, conceded=2)
    (conceded,) = told.assessed().conceded
    assert (conceded.party, conceded.killed_min, told.toll()) == (COALITION, 2, "12")


def test_each_statement_of_a_belligerent_is_kept_with_its_day() -> None:
    told = story((COALITION,), (COALITION,))
    said = [
        (Position.INVESTIGATING, {}, 1),
        (Position.DENIED, {}, 5),
        (Position.ACCEPTED, {"conceded": 2}, 40),
        (Position.ACCEPTED, {"conceded": 9}, 60),
    ]
    for number, (position, conceded, days) in enumerate(said):
        published = DAY + timedelta(days=days)
        desk = told.report(f"Desk {number}", published=published)
        told.response("Desk", COALITION, position, report=desk, **conceded)
    (own,) = told.assessed().conceded
    assert [(each.position, each.said_on, each.killed_min) for each in own.statements] == [
        ("investigating", DAY + timedelta(days=1), None),
        ("denied", DAY + timedelta(days=5), None),
        ("accepted", DAY + timedelta(days=40), 2),
        ("accepted", DAY + timedelta(days=60), 9),
    ]
    assert (own.position, own.killed_min, own.killed_max) == ("accepted", 9, 9)
    assert tuple(each.claim for each in own.statements) == own.claims
    assert told.toll() == "12"


def test_two_parties_speak_each_for_itself() -> None:
    told = story((COALITION,), (RUSSIA,))
    told.response("Desk", COALITION, Position.DENIED)
    told.response("Other desk", RUSSIA, Position.ACCEPTED, conceded=3)
    by_party = {own.party: (own.position, own.killed_min) for own in told.assessed().conceded}
    assert by_party == {COALITION: ("denied", None), RUSSIA: ("accepted", 3)}


def test_a_conceded_number_above_the_reported_lifts_no_maximum() -> None:
    told = story((COALITION,), (COALITION,))
    told.response("Desk", COALITION, Position.ACCEPTED, conceded=40)
    assert told.toll() == "12"


def test_two_others_who_say_fighters_discount() -> None:
    told = story((COALITION,), count="killed 5 unknown")
    for outlet in ("Outlet X", "Outlet Y"):
        told.harm(outlet, "killed 5 combatant", by=COALITION)
    assert told.assessed().proposed_grading is Grading.DISCOUNTED


def test_reprints_make_no_fair_of_a_weak() -> None:
    told = story((COALITION,))
    for number in range(5):
        told.copied(told.reports[0].id, f"Reprint {number}")
    assessed = told.assessed()
    assert (assessed.proposed_grading, assessed.independent_clusters) == (Grading.WEAK, 1)


def test_a_lead_has_no_grade_but_its_reporting_has() -> None:
    told = Story()
    for outlet in ("Outlet A", "Outlet B"):
        told.harm(
            outlet, "killed 12 civilian", by=COALITION, on=None, text=f"{outlet}: twelve died, it says."
        )
    (lead,) = told.linked().leads
    codebook = default_codebook()
    assert assess(lead, told.claims, told.reports, codebook=codebook).proposed_grading is None
    found = grade_reporting(lead, told.claims, told.reports, codebook=codebook)
    assert (found.grading, found.reason.rule) == (Grading.FAIR, "grading row 5")
