"""What the commands print of a store is masked, and says where it is."""

from civharm.cli.shown import Shown, lines, masked
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
