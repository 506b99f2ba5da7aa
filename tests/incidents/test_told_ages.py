"""Ages of the dead, as claims tell them, and what they say of two events."""

from dataclasses import replace

import pytest

from civharm.incidents.explain import explain_pair
from civharm.incidents.link import LinkingTerms
from civharm.incidents.told_ages import ages_of_the_dead
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim
from civharm.model.incidents import Feature
from civharm.model.spans import Span
from support.build import Story


def _told(words: str, counted: str, *, harm: Harm = Harm.KILLED, language: str = "en") -> Claim:
    """A claim whose words count somebody in these words."""
    claim = Story().harm("Outlet A", "killed 1 civilian", language=language)
    start = words.index(counted)
    span = Span(start, start + len(counted))
    count = Count(min=1, max=1, words=counted, rule="singular", span=span)
    casualties = Casualties(harm=harm, status=Status.UNKNOWN, count=count)
    quote = replace(claim.quote, exact=words)
    return replace(claim, casualties=(casualties,), quote=quote, span=Span(0, len(words)))


@pytest.mark.parametrize(
    ("words", "counted", "ages"),
    [
        ("A 14-year-old boy was shot dead.", "A 14-year-old boy", {14}),
        ("Velda Orrin, 25, was killed.", "Velda Orrin", {25}),
        ("Velda Orrin (aged 25) was killed.", "Velda Orrin", {25}),
        ("Velda Orrin, 3 men and a girl were killed.", "Velda Orrin", set()),
        ("A man was killed, 40 said.", "A man", set()),
        ("A girl was killed.", "A girl", set()),
    ],
)
def test_ages_stand_in_the_words_that_count_or_right_behind(words: str, counted: str, ages: set[int]) -> None:
    assert ages_of_the_dead([_told(words, counted)]) == ages
    assert ages_of_the_dead([_told(words, counted, harm=Harm.INJURED)]) == set()


def test_ages_in_arabic() -> None:
    told = _told("مقتل الطفل سامر الوردي (١٢ عاماً) برصاص قناص", "الطفل سامر الوردي", language="ar")
    assert ages_of_the_dead([told]) == {12}


def test_a_language_that_nobody_reads_has_no_ages() -> None:
    assert ages_of_the_dead([_told("Ein 14-year-old", "14-year-old", language="de")]) == set()


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("A 14-year-old boy was killed", "The 14-year-old was killed", 1),
        ("A 14-year-old boy was killed", "A 4-year-old boy was killed", -1),
        ("A 14-year-old boy was killed", "A boy was killed", 0),
    ],
)
def test_ages_of_the_dead_speak_for_one_event_or_for_two(left: str, right: str, sign: int) -> None:
    feature = _ages_of_two("killed 1 civilian", left, right)
    weight = feature.weight if feature else 0.0
    assert (weight > 0) - (weight < 0) == sign


def test_of_many_dead_each_report_names_others() -> None:
    assert _ages_of_two("killed 9 civilian", "a 14-year-old boy", "a 4-year-old boy") is None


def _ages_of_two(harm: str, *words: str) -> Feature | None:
    story = Story()
    claims = [story.harm(f"Outlet {outlet}", harm) for outlet in range(len(words))]
    told = [_with_words(claim, counted) for claim, counted in zip(claims, words, strict=True)]
    left, right = (claim.id for claim in told)
    pair = explain_pair(story.reports, story.texts, told, (left, right), terms=LinkingTerms())
    return next((feature for feature in pair.features if feature.name == "ages"), None)


def _with_words(claim: Claim, words: str) -> Claim:
    casualties = tuple(
        replace(each, count=replace(each.count, words=words, span=None)) for each in claim.casualties
    )
    return replace(claim, casualties=casualties)
