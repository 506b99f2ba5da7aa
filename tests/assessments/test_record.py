"""What a team says of its own record (rules/record.yml), and who is a credible rival."""

from pathlib import Path

import pytest

from civharm.assessments.assess import assess
from civharm.codebook import Codebook, load_codebook
from civharm.model.assessments import Assessment, Grading, StrikeStatus
from civharm.model.claims import ClaimKind
from civharm.model.errors import InvalidCodebook
from civharm.model.times import When
from support.build import DAY, Story, attackers, place

COALITION, RUSSIA, REGIME = "US-led Coalition", "Russian Military", "Syrian Regime"


def record(folder: Path, *, archive: str = "partial", parties: tuple[str, ...] = ()) -> Codebook:
    (folder / "rules").mkdir()
    text = f'version: "own"\narchive: {archive}\nparties: [{", ".join(parties)}]\n'
    (folder / "rules" / "record.yml").write_text(text, encoding="utf-8")
    return load_codebook(folder)


def told_by(*accused: tuple[str, ...]) -> Story:
    told = Story()
    for number, names in enumerate(accused):
        told.harm(f"Outlet {number}", "killed 12 civilian", by=names)
    return told


def attack_elsewhere(told: Story, by: str) -> None:
    """The first report also tells of an attack by another party, in which nobody came to harm."""
    told.claim(
        told.reports[0].id,
        ClaimKind.ATTACK,
        parties=attackers(by),
        where=(place("Orchard Quarter"),),
        when=When.on(DAY),
        event="airstrike",
    )


def assessed(told: Story, codebook: Codebook) -> Assessment:
    return assess(told.incident(), told.claims, told.reports, codebook=codebook)


@pytest.mark.parametrize(
    ("accused", "grading", "status"),
    [
        ([(COALITION,)], Grading.FAIR, StrikeStatus.LIKELY),
        ([(COALITION, RUSSIA)], Grading.CONTESTED, StrikeStatus.CONTESTED),
        ([(REGIME,)], Grading.CONTESTED, StrikeStatus.CONTESTED),
        ([(REGIME,), (REGIME,)], Grading.CONTESTED, StrikeStatus.CONTESTED),
        ([("US Forces",), ("US Forces",)], Grading.FAIR, StrikeStatus.LIKELY),
        ([()], None, StrikeStatus.UNKNOWN),
    ],
)
def test_who_is_alone_in_a_partial_archive_need_not_be_alone(
    tmp_path: Path, accused: list[tuple[str, ...]], grading: Grading | None, status: StrikeStatus
) -> None:
    found = assessed(told_by(*accused), record(tmp_path, parties=(COALITION, RUSSIA)))
    assert (found.proposed_grading, found.strike_status) == (grading, status)
    assert found.method.endswith("record-own")


def test_the_reason_says_that_reports_are_missing(tmp_path: Path) -> None:
    found = assessed(told_by((COALITION,)), record(tmp_path))
    assert "missing from the archive" in found.reasons[0].text


def test_a_whole_archive_makes_one_source_weak_whatever_the_record_is_about(tmp_path: Path) -> None:
    found = assessed(told_by((REGIME,)), record(tmp_path, archive="whole", parties=(COALITION,)))
    assert (found.proposed_grading, found.strike_status) == (Grading.WEAK, StrikeStatus.SINGLE_SOURCE)


def test_a_word_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCodebook, match=r"rules/record\.yml: entry archive"):
        assessed(told_by((COALITION,)), record(tmp_path, archive="some"))


def test_an_attack_without_harm_makes_no_rival() -> None:
    told = told_by((COALITION,), (COALITION,))
    attack_elsewhere(told, RUSSIA)
    assert told.assessed().proposed_grading is Grading.FAIR


def test_where_nobody_lays_the_harm_to_a_party_the_attacks_do() -> None:
    told = told_by((), ())
    attack_elsewhere(told, RUSSIA)
    assert told.assessed().proposed_grading is Grading.FAIR


@pytest.mark.parametrize(("for_rival", "grading"), [(1, Grading.FAIR), (2, Grading.CONTESTED)])
def test_a_rival_that_far_fewer_clusters_name_is_none(for_rival: int, grading: Grading) -> None:
    told = told_by(*[(COALITION,)] * 4, *[(RUSSIA,)] * for_rival)
    assert told.assessed().proposed_grading is grading
