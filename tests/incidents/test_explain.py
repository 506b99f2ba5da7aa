"""Two claims are explained as linking sees them."""

from datetime import timedelta

import pytest

from civharm.incidents.explain import ExplainedPair, explain_pair
from civharm.incidents.link import LinkingTerms
from civharm.model.claims import ClaimKind
from civharm.model.errors import NotFound
from civharm.model.incidents import Judgement, Verdict
from support.build import DAY, Story, place


def explained(story: Story, left: int = 0, right: int = 1, **terms: object) -> ExplainedPair:
    pair = story.claims[left].id, story.claims[right].id
    return explain_pair(story.reports, story.texts, story.claims, pair, terms=LinkingTerms(**terms))


def two(**second: object) -> Story:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian")
    story.harm("Outlet B", **{"at": "Orchard Quarter", **second}) if second else story.harm(
        "Outlet B", "killed 12 civilian"
    )
    return story


def test_the_features_add_up_to_the_score_that_joined_the_two() -> None:
    story = two()
    pair = explained(story)
    assert pair.score == pytest.approx(sum(feature.weight for feature in pair.features))
    assert pair.score >= pair.join > pair.doubt > pair.veto
    (link,) = {link.score for link in story.incident().links}
    assert link == pair.score


def test_where_they_met_is_said() -> None:
    met = explained(two()).met_in
    assert "one day, or the next, at a place called orchard quarter" in met
    assert "one day, or the next, within some 50 km" in met


def test_what_never_met_is_said() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian")
    story.harm("Outlet B", "killed 12 civilian", at="Tel Zaytun", on=DAY + timedelta(days=9))
    pair = explained(story)
    assert pair.met_in == () and pair.score < pair.doubt


def test_one_event_is_compared_with_nothing() -> None:
    story = Story()
    report = story.report("Outlet A")
    story.harm("Outlet A", "killed 12 civilian", report=report)
    story.harm("Outlet A", "injured 3 civilian", report=report)
    pair = explained(story)
    assert pair.is_one_event and pair.score is None and pair.features == ()


def test_judgements_on_either_claim_are_named() -> None:
    story = two()
    judged = Judgement(left=story.claims[0].id, right=story.claims[1].id, verdict=Verdict.NEGATIVE)
    assert explained(story, judgements=(judged,)).judgements == (judged,)
    assert explained(story).judgements == ()


def test_a_claim_of_no_event_is_refused() -> None:
    story = two()
    story.claim(story.report("Outlet C"), ClaimKind.STATEMENT, where=(place("Mosul"),))
    with pytest.raises(NotFound, match="tells of no event"):
        explained(story, 0, 2)
