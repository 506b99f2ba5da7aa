"""What the commands print of a store is masked, and says where it is."""

from dataclasses import replace

from civharm.cli.shown import Shown, by_doubt, lines, masked
from civharm.model.speakers import SpeakerKind
from support.build import Story, speaker

TEXT = "Five people died, said Sami Odeh, a neighbour who saw it."


def shown() -> Shown:
    story = Story()
    story.claim(story.report("Post", TEXT), speaker=speaker("Sami Odeh", kind=SpeakerKind.WITNESS))
    story.claim(story.report("Wire", "Nobody was hurt."))
    return Shown(
        reports=tuple(story.reports),
        texts=story.texts,
        claims=tuple(story.claims),
        victims=(),
        incidents=(),
        assessments={},
        issues=(),
    )


def test_lines_are_masked_and_say_so():
    claims = [line for line in lines(shown(), is_protected_shown=False) if line["type"] == "claim"]
    assert "Sami" not in str(claims)
    assert [line["masked"] for line in claims] == [True, False]


def test_lines_are_open_where_a_person_asked():
    claims = [line for line in lines(shown(), is_protected_shown=True) if line["type"] == "claim"]
    assert claims[0]["speaker"]["name"] == "Sami Odeh"
    assert not any(line["masked"] for line in claims)


def test_texts_and_quotes_are_masked_for_the_eye():
    assert "Sami" not in str(masked(shown()))


def test_doubtful_claims_come_first():
    story = Story()
    report = story.report("Post", TEXT)
    for confidence, needs_review in ((0.9, False), (0.1, False), (0.2, True)):
        story.claim(report, confidence=confidence, needs_review=needs_review)
    found = by_doubt(replace(shown(), claims=tuple(story.claims))).claims
    assert [claim.confidence for claim in found] == [0.2, 0.1, 0.9]
