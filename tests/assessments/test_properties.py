"""What must hold whatever is reported: order, copies and repetition change nothing."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.assessments.assess import assess
from civharm.codebook import default_codebook
from civharm.incidents.identity import identify
from civharm.incidents.link import link_claims
from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident
from support.build import DAY, PLACES, Story, speaker

COUNTS = st.builds(
    "{} {} {}".format,
    st.sampled_from(["killed", "injured", "killed_or_injured"]),
    st.sampled_from(["1", "5", "12", "12+", "<20", "~12-24", "3-9", "?"]),
    st.sampled_from(["civilian", "unknown", "combatant", "civilian children"]),
)
TOLD = st.fixed_dictionaries(
    {
        "counts": st.lists(COUNTS, min_size=1, max_size=3),
        "at": st.sampled_from([*PLACES, None]),
        "days": st.integers(0, 3) | st.none(),
        "by": st.lists(st.sampled_from(["US-led Coalition", "Russian Military"]), max_size=2, unique=True),
        "who": st.sampled_from(["Dr. Sorani", "Lamia Qadir", None]),
    }
)
STORIES = st.lists(TOLD, min_size=1, max_size=6)
FEW = settings(max_examples=40, deadline=None)


def story_of(told: list[dict]) -> Story:
    story = Story()
    for number, one in enumerate(told):
        on = None if one["days"] is None else DAY + timedelta(days=one["days"])
        who = speaker(one["who"]) if one["who"] else None
        story.harm(f"Outlet {number}", *one["counts"], at=one["at"], on=on, by=one["by"], speaker=who)
    return story


def recorded(story: Story) -> list[tuple[Incident, Assessment]]:
    linked = link_claims(story.reports, story.texts, story.claims)
    found = identify((*linked.incidents, *linked.leads)).incidents
    codebook = default_codebook()
    return [(one, assess(one, story.claims, story.reports, codebook=codebook)) for one in found]


@FEW
@given(STORIES, st.randoms(use_true_random=False))
def test_order_changes_nothing(told: list[dict], random: Random) -> None:
    story = story_of(told)
    before = recorded(story)
    random.shuffle(story.reports)
    random.shuffle(story.claims)
    assert recorded(story) == before


@FEW
@given(STORIES, st.data())
def test_a_copy_changes_neither_grade_nor_clusters_nor_toll(told: list[dict], data: st.DataObject) -> None:
    story = story_of(told)
    before = sorted(map(judged, recorded(story)))
    copied = data.draw(st.sampled_from(story.reports)).id
    story.copied(copied, "Reprint", published=DAY + timedelta(days=1))
    assert sorted(map(judged, recorded(story))) == before


def judged(found: tuple[Incident, Assessment]) -> str:
    """Everything that is said about an incident, without the claims that say it."""
    one, assessed = found
    tolls = [(toll.harm, toll.status, toll.group, toll.min.value, toll.max.value) for toll in assessed.tolls]
    where = one.where.name if one.where else None
    return repr((one.when, where, assessed.proposed_grading, assessed.independent_clusters, tolls))


@FEW
@given(STORIES)
def test_bounds_are_in_order_and_have_claims(told: list[dict]) -> None:
    for _, assessed in recorded(story_of(told)):
        for toll in assessed.tolls:
            if toll.min.value is not None:
                assert toll.max.value is not None and toll.min.value <= toll.max.value
            assert all(bound.claims for bound in (toll.min, toll.max) if bound.value is not None)


@FEW
@given(STORIES)
def test_no_claim_of_harm_is_lost(told: list[dict]) -> None:
    story = story_of(told)
    held = {claim for one, _ in recorded(story) for claim in one.claims}
    assert held == {claim.id for claim in story.claims}


@FEW
@given(STORIES)
def test_replaying_the_ids_rebuilds_the_same(told: list[dict]) -> None:
    story = story_of(told)
    linked = link_claims(story.reports, story.texts, story.claims)
    found = (*linked.incidents, *linked.leads)
    first = identify(found)
    again = identify([replace(one) for one in found], first.newly_given)
    assert (again.incidents, again.newly_given) == (first.incidents, ())
