"""What holds for any text whatever that a reader is given: no crash, words at their spans, bounds in order.

A few examples each time; `make fuzz` tries thousands of new ones (CIVHARM_FUZZ is how many of each kind).
"""

import os
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civharm.claims.readers import BuiltInReaders
from civharm.codebook import default_codebook
from civharm.model.claims import Claim
from civharm.model.ports import Reader, Reading
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.model.times import When
from civharm.places.gazetteer import open_gazetteer
from tests.support.noise import ARABIC, ENGLISH, texts

_EXAMPLES = int(os.environ.get("CIVHARM_FUZZ", "0"))
#: The same few examples in every run of the tests; ever new ones where many are asked for.
ANY = settings(
    max_examples=_EXAMPLES or 40,
    derandomize=not _EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
TITLES = st.one_of(st.none(), st.sampled_from(("Five killed in Mosul", "مقتل مدنيين", "\u200f", "")))


@cache
def readers() -> BuiltInReaders:
    return BuiltInReaders(default_codebook(), open_gazetteer)


def reader_of(language: str) -> Reader:
    reader = readers().reader_for(language)
    assert reader is not None
    return reader


def report_of(published: date | None, title: str | None) -> Report:
    when = When.on(published) if published else None
    return Report(
        id="r", sha256="0" * 64, capture_sha256="0" * 64, rendition_id="t", published=when, title=title
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@given(st.data())
@ANY
def test_any_text_is_read_whole_and_twice_alike(language: str, data: st.DataObject) -> None:
    own, other = (ENGLISH, ARABIC) if language == "en" else (ARABIC, ENGLISH)
    words = data.draw(st.sampled_from([own, own, [*own, *other]]))
    text = data.draw(texts(words))
    report = report_of(data.draw(DAYS), data.draw(TITLES))
    reading = reader_of(language).read(report, text)
    check(reading, text)
    assert reader_of(language).read(report, text) == reading


def check(reading: Reading, text: str) -> None:
    claims = {claim.id: claim for claim in reading.claims}
    assert len(claims) == len(reading.claims)
    for claim in reading.claims:
        assert claim.anchored_in(text)
        assert all(span.end <= len(text) for span in spans_of(claim))
        assert all(claim.span.covers(span) for span in claim.protected)
        for when in (claim.when, claim.said_on):
            assert when is None or when.start is None or when.end is None or when.start <= when.end
        for each in claim.casualties:
            assert in_order(each.count.min, each.count.max)
            assert each.count.words or each.count.rule
        if claim.displaced:
            assert in_order(claim.displaced.count.min, claim.displaced.count.max)
        assert 0 <= claim.confidence <= 1
    for victim in reading.victims:
        assert victim.claim_id in claims
        assert victim.name.strip() and victim.span.end <= len(text)
    assert len({victim.id for victim in reading.victims}) == len(reading.victims)


def in_order(low: int | None, high: int | None) -> bool:
    return low is None or high is None or 0 <= low <= high


def spans_of(claim: Claim) -> Iterator[Span]:
    yield claim.span
    yield from claim.protected
    within = [claim.when, claim.said_on, claim.speaker, *claim.parties, *claim.where]
    within += [each.count for each in claim.casualties]
    yield from (each.span for each in within if each is not None and each.span is not None)
