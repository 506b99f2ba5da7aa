from dataclasses import replace

import pytest

from civharm.model.speakers import SpeakerKind
from support.build import Story, speaker

DOCTOR = speaker("Dr. Nadim Sorani")
NURSE = speaker("Lamia Qadir")
NOBODY = speaker(None)
MEDIC = replace(NOBODY, kind=SpeakerKind.MEDICAL, words="a medic")
RELATIVE = replace(NOBODY, kind=SpeakerKind.RELATIVE, words="a cousin")
CAPTAIN = replace(
    speaker("Ilyas Qadi"), kind=SpeakerKind.RESCUE, words="Capt. Ilyas Qadi of the Civil Defence"
)
CIVIL_DEFENCE = replace(speaker("Civil Defence"), kind=SpeakerKind.RESCUE)
WITNESS_UNNAMED = replace(NOBODY, kind=SpeakerKind.WITNESS, words="a resident")
ANGLERS = replace(NOBODY, kind=SpeakerKind.UNKNOWN, role="two anglers", words="two anglers")
A_MAN = replace(NOBODY, kind=SpeakerKind.UNKNOWN, role="man", words="a man")
WITNESS = speaker("Umm Salim", kind=SpeakerKind.WITNESS)


def clusters(story: Story) -> list[int]:
    """Sizes of the independent clusters, the largest first."""
    return sorted((len(cluster.reports) for cluster in story.incident().clusters), reverse=True)


def test_ten_reprints_are_one_cluster() -> None:
    story = Story()
    first = story.harm("Agency", "killed 12 civilian").report_id
    for number in range(10):
        story.copied(first, f"Outlet {number}")
    assert clusters(story) == [11]


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ([DOCTOR, DOCTOR], [2]),
        ([DOCTOR, NURSE], [1, 1]),
        ([None, None], [1, 1]),
        ([NOBODY, NOBODY], [2]),
        ([MEDIC, MEDIC], [2]),
        ([MEDIC, NOBODY], [2]),
        ([MEDIC, RELATIVE], [1, 1]),
        ([MEDIC, RELATIVE, NOBODY], [2, 1]),
        ([NOBODY, NOBODY, DOCTOR], [2, 1]),
        ([CAPTAIN, CIVIL_DEFENCE], [2]),
        ([CAPTAIN, DOCTOR], [1, 1]),
        ([MEDIC, ANGLERS], [1, 1]),
        ([WITNESS_UNNAMED, ANGLERS], [2]),
        ([ANGLERS, ANGLERS], [2]),
        ([NOBODY, ANGLERS], [2]),
        ([MEDIC, A_MAN], [2]),
        ([DOCTOR, None], [1, 1]),
    ],
)
def test_speakers_count_not_outlets(speakers: list, expected: list[int]) -> None:
    story = Story()
    for number, who in enumerate(speakers):
        story.harm(f"Outlet {number}", "killed 12 civilian", speaker=who)
    assert clusters(story) == expected


def test_one_outlet_counts_once() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian")
    story.harm("Outlet A", "killed 14 civilian")
    assert clusters(story) == [2]


def test_quoting_both_sides_of_the_town_adds_nothing_but_takes_nothing_away() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", speaker=DOCTOR)
    story.harm("Outlet B", "killed 12 civilian", speaker=NURSE)
    both = story.harm("Outlet C", "killed 12 civilian", speaker=DOCTOR).report_id
    story.harm("Outlet C", "killed 12 civilian", speaker=NURSE, report=both)
    assert clusters(story) == [2, 1]


def test_the_accused_is_no_independent_source() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", by="US-led Coalition")
    story.harm("Outlet B", "killed 1 civilian", speaker=speaker("Col. Roe", party="US Forces"))
    assert clusters(story) == [1]


def test_one_sentence_of_direct_speech_is_one_voice() -> None:
    story = Story()
    said = "“We counted twelve bodies in the yard and then we stopped counting them”"
    for outlet in ("A", "B"):
        story.harm(outlet, "killed 12 civilian", text=f"{said} {outlet * 3} {story.report('x')}")
    assert clusters(story) == [2]


def test_the_name_of_a_witness_stays_out_of_the_reasons() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", speaker=WITNESS)
    story.harm("Outlet B", "killed 12 civilian", speaker=WITNESS)
    (cluster,) = story.incident().clusters
    assert cluster.reasons == ("the same speaker: witness",)
