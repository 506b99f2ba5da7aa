"""The invented news of the benchmark: the same for a seed, of the length of news, and harmless but where it is meant."""

from itertools import islice

import pytest

from benchmarks.ordinary_news import ordinary_news
from civharm.claims.english.relevance import relevance
from civharm.codebook.load import default_codebook

STORIES = tuple(islice(ordinary_news(seed=3), 200))


@pytest.fixture(scope="module")
def filter_of_sentences():
    return relevance(default_codebook())


def test_a_seed_makes_the_same_stories():
    assert tuple(islice(ordinary_news(seed=3), 200)) == STORIES
    assert tuple(islice(ordinary_news(seed=4), 200)) != STORIES


def test_no_story_is_told_twice():
    assert len({story.text for story in STORIES}) == len(STORIES)


def test_stories_are_as_long_as_news():
    lengths = [len(story.text.split()) for story in STORIES]
    assert min(lengths) >= 150 and max(lengths) <= 500
    assert max(lengths) - min(lengths) > 200


def test_about_half_of_the_stories_hold_words_of_double_meaning():
    assert 0.4 < sum(bool(story.double_meaning) for story in STORIES) / len(STORIES) < 0.6


def test_the_filter_stops_at_nothing_but_what_is_meant(filter_of_sentences):
    harmless = [story for story in STORIES if not story.double_meaning]
    assert [filter_of_sentences.passages(story.text) for story in harmless] == [()] * len(harmless)


def test_the_filter_is_really_tested(filter_of_sentences):
    meant = [story for story in STORIES if story.double_meaning]
    stopped = [story for story in meant if filter_of_sentences.passages(story.text)]
    assert len(stopped) > len(meant) / 2


def test_nothing_is_left_to_fill_in():
    assert not [story.text for story in STORIES if "{" in story.text or "}" in story.text]
