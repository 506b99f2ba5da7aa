"""Ordinary news, made of invented sentences by a seed: what a recorder's stream is full of and nobody records.

Half of the stories hold sentences that a filter may stop at: words of war that mean something else (a campaign, a
strike of workers, an attack on a policy), or the small mishaps that fill any paper.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

_SENTENCES = Path(__file__).with_name("ordinary_news.yml")
_BLANK = re.compile(r"\{(\w+)\}")
_LEAST_WORDS, _MOST_WORDS = 150, 480
_SHARE_OF_DOUBLE_MEANING, _MOST_DOUBLE = 0.5, 3
_PARAGRAPH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A made-up article; `double_meaning` are the sentences in it that a filter may stop at."""

    topic: str
    text: str
    double_meaning: tuple[str, ...] = ()


def ordinary_news(seed: int) -> Iterator[Story]:
    """Stories without end, the same for the same seed."""
    chance = Random(seed)
    while True:
        yield _story(chance)


@cache
def _lists() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_SENTENCES.read_text(encoding="utf-8"))
    return found


def _story(chance: Random) -> Story:
    """Of one topic; a long one goes on with others, as round-ups do."""
    topics = chance.sample(sorted(_lists()["topics"]), k=4)
    lists = _lists()["topics"][topics[0]]
    double = _double_meaning(lists["double_meaning"], chance)
    sentences = [_filled(chance.choice(lists["openings"]), chance)]
    wanted = chance.randint(_LEAST_WORDS, _MOST_WORDS) - sum(map(_words, double))
    for template in _told(topics, chance):
        if sum(map(_words, sentences)) >= wanted:
            break
        sentences.append(_filled(template, chance))
    for sentence in double:
        sentences.insert(chance.randint(1, len(sentences)), sentence)
    return Story(topic=topics[0], text=_in_paragraphs(sentences), double_meaning=double)


def _words(sentence: str) -> int:
    return len(sentence.split())


def _double_meaning(templates: Sequence[str], chance: Random) -> tuple[str, ...]:
    if chance.random() >= _SHARE_OF_DOUBLE_MEANING:
        return ()
    chosen = chance.sample(templates, k=chance.randint(1, _MOST_DOUBLE))
    return tuple(_filled(template, chance) for template in chosen)


def _told(topics: Sequence[str], chance: Random) -> Iterator[str]:
    """The templates of one topic after the other, each topic's in any order."""
    for topic in topics:
        yield from chance.sample(_lists()["topics"][topic]["told"], k=len(_lists()["topics"][topic]["told"]))


def _filled(template: str, chance: Random) -> str:
    """The template with each word in braces drawn anew."""
    return _capitalised(_BLANK.sub(lambda blank: _drawn(blank[1], chance), template))


def _drawn(name: str, chance: Random) -> str:
    words = _lists()["words"]
    if name == "person":
        return f"{chance.choice(words['given'])} {chance.choice(words['surname'])}"
    if name == "small":
        return str(chance.randint(3, 60))
    if name == "large":
        return f"{chance.randint(12, 900) * 100:,}"
    return str(chance.choice(words[name]))


def _capitalised(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _in_paragraphs(sentences: Sequence[str]) -> str:
    starts = range(0, len(sentences), _PARAGRAPH)
    return "\n\n".join(" ".join(sentences[start : start + _PARAGRAPH]) for start in starts)
