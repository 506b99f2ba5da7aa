"""A short post that tells neither place nor time meets what happened on its day, if it shares words with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civharm.incidents.blocking import candidate_pairs, met_in
from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.placeless import Posts
from civharm.incidents.rules import linkage_rules
from civharm.model.places import Place
from civharm.model.times import TimePrecision, When
from support.build import Story

DAY = date(2016, 5, 1)
PLACES = (Place(words="Qarya", name="Qarya"),)
DATED = Occurrence(
    key="dated",
    report_id="article",
    reports=frozenset({"article"}),
    text_origin="article",
    claims=(Story().harm("A", "killed 1 civilian"),),
    when=When(start=DAY, end=DAY, precision=TimePrecision.DAY),
    where=PLACES[0],
    places=PLACES,
    events=frozenset(),
    attackers=frozenset(),
    killed=None,
    injured=None,
    names=frozenset(),
    speakers=frozenset(),
    published=DAY,
)
TOLD = "the baker died beside his oven when the lane behind the mill was shelled"
POST = "the baker died"
LONG = " ".join([POST, *(f"word{at}" for at in range(80))])


def bare(**told: object) -> Occurrence:
    post = replace(DATED, key="post", report_id="post", reports=frozenset({"post"}), text_origin="post")
    return replace(post, **{"when": None, "where": None, "places": (), **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "told", "meets"),
    [
        (POST, {}, True),
        (POST, {"published": DAY + timedelta(days=1)}, False),
        (POST, {"published": None}, False),
        (POST, {"is_earlier": True}, False),
        (POST, {"places": (Place(words="Other", name="Other"),)}, False),
        (POST, {"when": DATED.when}, False),
        ("nobody knows", {}, False),
        (LONG, {}, False),
    ],
    ids=["same day", "next day", "no day", "looks back", "a place", "a time", "other words", "a long report"],
)
def test_a_short_post_without_place_and_time_meets_the_events_of_its_day(
    words: str, told: dict[str, object], meets: bool
) -> None:
    posts = Posts(Likeness({"article": TOLD, "post": words}), linkage_rules().on_a_day)
    post = bare(**told)
    assert bool(candidate_pairs([DATED, post], alike=(), posts=posts)) is meets
    assert bool(met_in(DATED, post, alike=(), posts=posts)) is meets
    assert not candidate_pairs([DATED, post], alike=(), posts=posts, fresh=frozenset())


def test_where_few_texts_tell_how_rare_words_are_sharing_some_brings_nothing_together() -> None:
    rules = linkage_rules().by_words_of(2).on_a_day
    posts = Posts(Likeness({"article": TOLD, "post": TOLD}), rules)
    assert not candidate_pairs([DATED, bare()], alike=(), posts=posts)
