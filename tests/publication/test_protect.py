"""Private persons' names are masked in whatever is shown, at their own length, and nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.casualties import Harm
from civharm.model.claims import Claim
from civharm.model.places import LocatedBy, Place, PlaceCandidate, PlacePrecision
from civharm.model.spans import Quote, Span
from civharm.model.speakers import SpeakerKind
from civharm.model.victims import Victim
from civharm.publication.hidden import HiddenNames
from civharm.publication.lines import claim_line
from civharm.publication.protect import MASK, Protection, protection_of
from support.build import Story, speaker

TEXT = (
    "Near the mill Huda Karam died, said Sami, a cousin; the army's Col. Rami Darwish denied it. Sami wept."
)


def a_claim(story: Story, report: str, words: str) -> Claim:
    text = story.texts[report]
    span = Span(text.index(words), text.index(words) + len(words))
    private = Span(text.index("Huda Karam"), text.index("Huda Karam") + len("Huda Karam"))
    return story.claim(
        report,
        span=span,
        quote=Quote.at(text, span),
        speaker=speaker("Sami", kind=SpeakerKind.RELATIVE),
        protected=(private,),
    )


@pytest.fixture
def story() -> Story:
    story = Story()
    a_claim(story, story.report("Post", TEXT), "Huda Karam died, said Sami, a cousin")
    story.report("Wire", "Sami Trading Ltd. closed. Friends of HUDA  KARAM met.")
    return story


def hidden(story: Story, victims: tuple[Victim, ...] = ()) -> Protection:
    return protection_of(story.claims, victims, story.reports, story.texts)


def test_a_claim_keeps_its_spans_and_loses_its_names(story: Story):
    (claim,), text = story.claims, story.texts[story.reports[0].id]
    shown = hidden(story).claim(claim, hidden(story).text(text, report_id=claim.report_id))
    assert "Huda" not in str(claim_line(shown))
    assert "Sami" not in str(claim_line(shown))
    assert shown.quote.exact == f"{MASK * 10} died, said {MASK * 4}, a cousin"
    assert shown.anchored_in(hidden(story).text(text, report_id=claim.report_id))


def test_half_a_name_at_the_edge_of_a_quote_s_surroundings_is_masked_too(story: Story):
    start = TEXT.index("denied")
    cut_in_the_name = start - TEXT.index("aram") - 32
    late = Span(start - cut_in_the_name, len(TEXT))
    claim = replace(story.claims[0], span=late, quote=Quote.at(TEXT, late))
    assert claim.quote.prefix.startswith("aram")
    assert (
        "aram"
        not in hidden(story).claim(claim, hidden(story).text(TEXT, report_id=claim.report_id)).quote.prefix
    )


def test_public_persons_stay(story: Story):
    assert "Col. Rami Darwish" in hidden(story).text(TEXT, report_id=story.reports[0].id)


def test_full_names_go_everywhere_and_single_ones_in_their_own_report_alone(story: Story):
    other = story.reports[1].id
    assert hidden(story).text(story.texts[other], report_id=other) == (
        f"Sami Trading Ltd. closed. Friends of {MASK * 11} met."
    )


def test_a_first_name_is_masked_but_in_the_name_of_an_official():
    story = Story()
    report = story.report(
        "Post", "Adnan Wazir fell. Adnan was nine, said Mayor Adnan Sarraf. Wazir is a name."
    )
    story.claim(report, protected=(Span(0, 11),), speaker=speaker("Adnan Sarraf", kind=SpeakerKind.MILITARY))
    shown = hidden(story).text(story.texts[report], report_id=report)
    assert shown == f"{MASK * 11} fell. {MASK * 5} was nine, said Mayor Adnan Sarraf. {MASK * 5} is a name."


def test_victims_are_masked_where_no_claim_flags_them():
    story = Story()
    report = story.report("Post", "The dead: Aya Nasr, 9.")
    claim = story.claim(report)
    victim = Victim(
        id="v", claim_id=claim.id, report_id=report, name="Aya Nasr", span=Span(10, 18), harm=Harm.KILLED
    )
    assert hidden(story, (victim,)).text(story.texts[report], report_id=report) == f"The dead: {MASK * 8}, 9."


def test_arabic_names_are_masked_with_the_letters_joined_to_them():
    story = Story()
    report = story.report("Post", "قتل سامر حداد ودفن الجيران وسامر حداد")
    story.claim(report, protected=(Span(4, 13),))
    assert "سامر" not in hidden(story).text(story.texts[report], report_id=report)


def test_ids_and_enumerations_are_never_touched(story: Story):
    (claim,) = story.claims
    everywhere = Protection(hidden(story).by_report[claim.report_id])
    assert everywhere.within(claim).id == claim.id
    assert everywhere.within(claim).kind is claim.kind


def test_nothing_protected_nothing_changed():
    story = Story()
    story.claim(story.report("Post", TEXT), speaker=speaker("Rami Darwish", kind=SpeakerKind.MILITARY))
    assert hidden(story).claim(story.claims[0], TEXT) == story.claims[0]


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_mask_has_the_length_of_what_it_hides(text: str, start: int, length: int):
    protection = Protection(spans={"r": [Span(start, start + length)]})
    shown = protection.text(text, report_id="r")
    assert len(shown) == len(text)
    assert shown[:start] == text[:start]


def test_points_of_shelters_are_masked_and_coarsened():
    story = Story()
    text = "A shell hit the shelter at 36.34021, 43.11893 and killed two; the depot was left alone."
    report = story.report("Post", text)
    point = Place(words="36.34021, 43.11893", name="36.34021, 43.11893", lat=36.34021, lon=43.11893,
                  precision=PlacePrecision.EXACT, radius_m=1, located_by=LocatedBy.REPORT)  # fmt: skip
    claim = story.claim(
        report, span=Span(0, len(text)), quote=Quote.at(text, Span(0, len(text))), where=(point,)
    )
    protection = hidden(story)
    masked = protection.text(text, report_id=report)
    assert "36.34" not in masked
    assert len(masked) == len(text)
    shown = protection.claim(claim, masked)
    lines = [claim_line(shown), protection.within(claim_line(claim), report_id=report)]
    for where in (line["where"][0] for line in lines):
        assert (where["lat"], where["lon"], where["radius_m"]) == (36.345, 43.115, 800)
        assert where["precision"] == "neighbourhood"
    assert "36.34021" not in str(claim_line(shown))


def test_points_of_other_things_stay_as_they_are():
    story = Story()
    text = "A shell hit the depot at 36.34021, 43.11893 and killed two."
    report = story.report("Post", text)
    assert hidden(story).text(text, report_id=report) == text
    assert hidden(story).points == frozenset()


def test_a_name_that_was_taken_for_a_place_is_hidden_with_all_that_the_gazetteer_has_of_it():
    town = PlaceCandidate(id="test:1", name="Hala", lat=25.8, lon=68.4, score=0.5)
    taken = Place(
        words="Hala", name="Hala", id="test:1", country="PK", lat=25.8, lon=68.4, alternatives=(town,)
    )
    beside = replace(taken, words="near Hala's house in Tal Warda", name="Tal Warda", alternatives=())
    protection = Protection(everywhere=HiddenNames(["Hala"]))
    shown = protection.within(taken)
    assert (shown.id, shown.lat, shown.country, shown.alternatives) == (None, None, None, ())
    assert protection.within(beside).lat == 25.8
