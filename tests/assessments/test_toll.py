"""T1–T14 of METHOD 1.5, each as what sources say and what a recorder writes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civharm.assessments.assess import assess
from civharm.codebook import default_codebook
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Stance
from civharm.model.spans import Quote, Span
from civharm.model.victims import Victim
from support.build import DAY, Story, shown, speaker

COALITION = "US-led Coalition"
LATER = DAY + timedelta(days=2)

#: What each of several sources says, and the toll of killed civilians.
CASES = {
    "T1 one figure": (["killed 12 civilian"], "12"),
    "T1 two figures": (["killed 12 civilian", "killed 15 civilian"], "12–15"),
    "T1 at least": (["killed 12+ civilian"], "12"),
    "T1 at least, and more": (["killed 12+ civilian", "killed 14 civilian"], "12–14"),
    "T1 more than": (["killed >12 civilian"], "13"),
    "T1 more than a rounded figure": (["killed >1000 civilian"], "1000"),
    "T1 more than, beside the number": (["killed 12 civilian", "killed >12 civilian"], "12–13"),
    "T1 more than, and at least": (["killed >12 civilian", "killed 14+ civilian"], "13–14"),
    "T1 a range": (["killed 12-15 civilian", "killed 14 civilian"], "12–15"),
    "T1 up to": (["killed <12 civilian"], "?–12"),
    "T1 up to, beside a number": (["killed <20 civilian", "killed 12 civilian"], "12–20"),
    "T4 dozens": (["killed ~12-24 civilian"], "12–24"),
    "T4 dozens beside a number": (["killed ~12-24 civilian", "killed 15 civilian"], "15–24"),
    "T4 dozens beside a few": (["killed 3 civilian", "killed ~12-24 civilian"], "3–24"),
    "T4 hundreds beside one": (["killed 1 civilian", "killed ~100-200 civilian"], "1"),
    "T5 silent status is civilian": (["killed 5 unknown"], "5"),
    "T5 fighters among them": (["killed 5 unknown", "killed 5 combatant"], "0–5"),
    "T5 disputed": (["killed 5 civilian", "killed 5 combatant"], "0–5"),
    "T5 fighters beside civilians": (["killed 12 civilian; killed 5 combatant", "killed 12 civilian"], "12"),
    "T5 everybody, and who they were": (["killed 2 civilian; killed 2 combatant", "killed 4 unknown"], "2"),
    "T5 a detail is no doubt": (["killed 26 unknown; killed *2 civilian all part"], "26"),
    "T5 total less its fighters": (["killed 12 unknown; killed 5 combatant all part"], "7"),
    "T5 total with civilians": (["killed 40 unknown; killed 25 civilian all part"], "25–40"),
    "T6 casualties": (["killed_or_injured 9 civilian"], "0–9"),
    "T6 casualties beside the dead": (["killed_or_injured 9 civilian", "killed 4 civilian"], "4"),
    "T6 casualties by several, beside the dead": (
        ["killed_or_injured 9 civilian"] * 2 + ["killed 4 civilian"],
        "4",
    ),
    "a set phrase lifts no number": (["killed 1 civilian", "killed ~2-2 civilian"], "1"),
    "T3 told by nobody else, far greater": (["killed 4 civilian"] * 2 + ["killed 40 civilian"], "4"),
    "T3 told by nobody else, a little greater": (["killed 4 civilian"] * 2 + ["killed 6 civilian"], "4–6"),
    "T3 told by nobody else, less": (["killed 4 civilian"] * 2 + ["killed 1 civilian"], "4"),
    "T3 told by one, less than three others tell": (["killed 4 civilian"] * 3 + ["killed 3 civilian"], "4"),
    "T1 told by two, less than three others tell": (
        ["killed 4 civilian"] * 3 + ["killed 3 civilian"] * 2,
        "3–4",
    ),
    "T11 parts of another event lift nothing": (
        ["killed 1 civilian"] * 2 + ["killed 4 civilian children; killed 3 civilian women"],
        "1",
    ),
    "T3 two numbers that are shared": (["killed 4 civilian"] * 2 + ["killed 9 civilian"] * 2, "4–9"),
    "T1 two numbers of one teller each": (["killed 4 civilian", "killed 40 civilian"], "4–40"),
    "T6 casualties, of whom dead": (["killed_or_injured 9 civilian; killed 4 civilian"], "4"),
    "T7 missing are not killed": (["killed 3 civilian; missing 20 civilian"], "3"),
    "T11 parts are not added": (["killed 12 civilian; killed 3 civilian children part"], "12"),
    "T11 a part is no total": (["killed 12 civilian", "killed 3 civilian all part"], "12"),
    "T11 a part is a floor": (["killed 2 civilian", "killed 3 civilian all part"], "3"),
    "T11 parts make the total": (["killed 3 civilian women; killed 2 civilian children"], "5"),
    "T11 parts lift the minimum": (
        ["killed 4 civilian", "killed 3 civilian women part", "killed 3 civilian children part"],
        "6",
    ),
    "T11 vague groups lift nothing": (
        ["killed 3 civilian", "killed ~2 civilian women part; killed ~2 civilian children part"],
        "3",
    ),
    "T6 a word of casualties beside the injured": (
        ["killed_or_injured ~2-2 civilian", "injured 3 civilian"],
        "?",
    ),
    "T13 unknown": (["killed 3 civilian", "killed ? civilian"], "3"),
    "T13 nobody is a number": (["killed 0 civilian; injured 4 civilian"], "0"),
    "T13 nothing said is none": (["injured 4 civilian"], "?"),
    "T1 nought to two thousand million": (
        ["killed 0-2000000000 civilian", "killed 3 civilian"],
        "0–2000000000",
    ),
    "T3 a number beyond all sense, told by one": (
        ["killed 4 civilian"] * 2 + ["killed 2000000000 civilian"],
        "4",
    ),
}


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES.keys())
def test_toll_of_killed_civilians(said: list[str], expected: str) -> None:
    story = Story()
    for number, counts in enumerate(said):
        story.harm(f"Outlet {number}", *counts.split("; "))
    assert story.toll() == expected


@pytest.mark.parametrize(
    ("said", "counted", "expected"),
    [
        ("killed_or_injured 9 civilian", "injured civilian", "0–9"),
        ("killed 12 unknown; killed 5 combatant all part", "killed combatant", "5"),
        ("killed 5 unknown; killed 3 civilian all part", "killed combatant", "0–2"),
        ("killed 12 civilian; killed 3 civilian children part", "killed civilian children", "3"),
        ("killed 3 civilian; missing 20 civilian", "missing civilian", "20"),
        ("killed 3 civilian", "injured civilian", "?"),
    ],
)
def test_other_tolls(said: str, counted: str, expected: str) -> None:
    story = Story()
    story.harm("Outlet A", *said.split("; "))
    assert story.toll(counted) == expected


DOCTOR, NURSE = speaker("Dr. Nadim Sorani"), speaker("Lamia Qadir")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(None, "killed 22 unknown"), (None, "killed 2 civilian")], "22"),
        ([(None, "killed *2 civilian"), (None, "killed 22 unknown")], "22"),
        ([(None, "killed 32+ civilian"), (None, "killed <40 civilian")], "32–40"),
        ([(None, "killed 1+ civilian"), (None, "killed 2 civilian")], "1–2"),
        ([(None, "killed 12 civilian"), (DOCTOR, "killed 8 civilian")], "12"),
        ([(None, "killed 12 civilian"), (DOCTOR, "killed 15 civilian")], "12–15"),
        ([(None, "killed ~12-24 civilian"), (DOCTOR, "killed 8 civilian")], "8–24"),
        ([(None, "killed ~2 civilian"), (DOCTOR, "killed 1 civilian")], "2"),
        ([(None, "killed ~2 civilian"), (DOCTOR, "killed ~12-24 civilian")], "2"),
        ([(None, "killed 15 civilian"), (DOCTOR, "killed ~12-24 civilian")], "15"),
        ([(None, "killed 15 civilian"), (DOCTOR, "killed ~20-24 civilian")], "15–24"),
        ([(None, "killed <15 civilian"), (DOCTOR, "killed 8 civilian")], "8–15"),
        ([(DOCTOR, "killed 13 civilian"), (NURSE, "killed *2 civilian")], "13"),
    ],
)
def test_what_a_report_says_itself_and_whom_it_quotes(said: list, expected: str) -> None:
    story = Story()
    report = story.report("Outlet A")
    for at, (who, count) in enumerate(said):
        story.harm("Outlet A", count, report=report, speaker=who, span=Span(at, at + 1))
    assert story.toll() == expected


def test_a_part_goes_with_the_total_that_another_tells_in_the_report() -> None:
    story = Story()
    report = story.report("Outlet A")
    story.harm("Outlet A", "killed 5 unknown", report=report, speaker=DOCTOR, span=Span(0, 1))
    story.harm("Outlet A", "killed 3 civilian all part", report=report, speaker=NURSE, span=Span(1, 2))
    total, part = story.claims
    counted = replace(part.casualties[0], part_of=total.casualties[0].count.words)
    story.claims = [total, replace(part, casualties=(counted,))]
    assert (story.toll(), story.toll("killed combatant")) == ("3–5", "0–2")


def test_a_headline_is_no_word_of_the_reports_own() -> None:
    story = Story()
    report = story.report("Outlet A")
    story.reports = [replace(each, title="Twenty die in Mosul") for each in story.reports]
    story.harm("Outlet A", "killed 20 civilian", report=report, quote=Quote(exact="Twenty die in Mosul"))
    story.harm("Outlet A", "killed 5 civilian", report=report, speaker=DOCTOR)
    assert story.toll() == "5–20"


def test_a_later_figure_of_the_same_speaker_replaces_the_earlier() -> None:
    story, doctor = Story(), speaker("Dr. Nadim Sorani")
    story.harm("Outlet A", "killed 20 civilian", speaker=doctor)
    story.harm("Outlet B", "killed 12 civilian", speaker=doctor, published=LATER)
    story.harm("Outlet C", "killed 20 civilian", speaker=doctor, published=LATER + timedelta(days=1))
    assert story.toll() == "12"
    assert len(story.incident().claims) == 3


def test_a_later_figure_of_another_speaker_does_not() -> None:
    story = Story()
    story.harm("Outlet A", "killed 20 civilian", speaker=speaker("Dr. Nadim Sorani"))
    story.harm("Outlet B", "killed 12 civilian", speaker=speaker("Lamia Qadir"), published=LATER)
    assert story.toll() == "12–20"


def test_a_late_reprint_of_an_old_toll_replaces_nothing() -> None:
    story = Story()
    old = story.harm("Agency", "killed 20 civilian").report_id
    story.harm("Agency", "killed 12 civilian", published=LATER)
    story.copied(old, "Outlet C", published=LATER + timedelta(days=1))
    assert story.toll() == "12"


def test_a_figure_taken_back_is_none() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian")
    story.harm("Outlet B", "killed 30 civilian", stance=Stance.RETRACTED)
    assert story.toll() == "12"


def test_the_accused_never_sets_the_minimum() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", by=COALITION)
    story.harm("Outlet B", "killed 1 civilian", by=COALITION, speaker=speaker("Col. Roe", party=COALITION))
    assert story.toll() == "12"


def test_the_accuseds_casualties_of_an_unsaid_kind_lift_no_number() -> None:
    story = Story()
    story.harm("Outlet A", "killed 2 civilian", by=COALITION)
    story.harm(
        "Outlet B",
        "killed_or_injured 90 civilian",
        by=COALITION,
        speaker=speaker("Col. Roe", party=COALITION),
    )
    assert story.toll() == "2"


def test_the_accuseds_word_makes_nobody_a_fighter() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 unknown", by=COALITION)
    story.harm("Outlet B", "killed 12 combatant", by=COALITION, speaker=speaker("Col. Roe", party=COALITION))
    assert story.toll() == "12"


def test_doubtful_belonging_enters_the_maximum_only() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", "injured 30 civilian")
    story.harm("Outlet B", "killed 12 civilian", "injured 40 civilian", on=None, published=date(2017, 4, 1))
    assert (story.toll(), story.toll("injured civilian")) == ("12", "30–40")


@pytest.mark.parametrize(
    ("names", "floor"),
    [
        (["Salim Haddad", "Noor Haddad", "Yusuf Haddad", "salim  haddad", "Noor"], "3"),
        (["Mohammed Khaled", "Muhammad Khalid", "Samir Khalid"], "2"),
        (["سليم حداد", "نور حداد", "Salim Haddad", "Noor Haddad"], "2"),
        (["سليم حداد", "سمير حداد", "مراسم رسمية", "قرب الجسر القديم"], "2"),
        (["Salim Yusuf Haddad", "Salim Omar Haddad", "Salim Yusuf Aref Haddad"], "2"),
    ],
    ids=[
        "a shorter form is the same person",
        "another spelling too",
        "and another script",
        "words that are no name are nobody",
        "cousins of one name are two, and one of them is told with a word more",
    ],
)
def test_named_victims_are_a_floor(names: list[str], floor: str) -> None:
    story = Story()
    claim = story.harm("Outlet A", "killed 1 civilian")
    victims = [
        Victim(
            id=name,
            claim_id=claim.id,
            report_id=claim.report_id,
            name=name,
            span=Span(0, 1),
            harm=Harm.KILLED,
        )
        for name in names
    ]
    assessed = assess(
        story.incident(), story.claims, story.reports, codebook=default_codebook(), victims=victims
    )
    toll = assessed.toll(Harm.KILLED, Status.CIVILIAN)
    assert toll and (shown(toll), toll.min.rule, toll.min.claims) == (floor, "T2", (claim.id,))


def test_who_counts_has_counted_those_whom_he_names() -> None:
    story = Story()
    claim = story.harm(None, "killed 2 civilian")
    names = ("Salim Haddad", "Noor Haddad", "Hadad Selim Abu Noor")
    victims = [
        Victim(
            id=name,
            claim_id=claim.id,
            report_id=claim.report_id,
            name=name,
            span=Span(0, 1),
            harm=Harm.KILLED,
        )
        for name in names
    ]
    assessed = assess(
        story.incident(), story.claims, story.reports, codebook=default_codebook(), victims=victims
    )
    toll = assessed.toll(Harm.KILLED, Status.CIVILIAN)
    assert toll and (shown(toll), toll.min.rule) == ("2", "T1")


def test_each_bound_names_its_claims() -> None:
    story = Story()
    low, high = story.harm("Outlet A", "killed 12 civilian"), story.harm("Outlet B", "killed 15 civilian")
    toll = story.assessed().toll(Harm.KILLED, Status.CIVILIAN)
    assert toll and (toll.min.claims, toll.max.claims) == ((low.id,), (high.id,))
