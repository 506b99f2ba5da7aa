"""The English reader on tables of short texts: who says what, when, about which event."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.claims.english.reader import EnglishReader
from civharm.codebook import default_codebook
from civharm.model.casualties import Harm
from civharm.model.claims import Claim, PartyPart
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.times import When
from civharm.places.gazetteer import open_gazetteer

CASES = yaml.safe_load(Path(__file__).with_name("reader_cases.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return EnglishReader(default_codebook(), open_gazetteer())


def read(reader: EnglishReader, text: str, published: date | None) -> Reading:
    when = When.on(published) if published else None
    report = Report(id="r", sha256="0" * 64, capture_sha256="0" * 64, rendition_id="t", published=when)
    return reader.read(report, text)


def named(claim: Claim, part: PartyPart) -> list[str]:
    return [party.name for party in claim.parties if party.part is part]


def in_domain_words(claim: Claim, text: str) -> Mapping[str, Any]:
    """The fields that the tables name."""
    killed = next((c for c in claim.casualties if c.harm is Harm.KILLED and c.group == "all"), None)
    control, moved, response, when = claim.control, claim.displaced, claim.response, claim.when
    return {
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "event": claim.event,
        "quote": claim.quote.exact,
        "speaker": claim.speaker and (claim.speaker.name or claim.speaker.words),
        "speaker_kind": claim.speaker and claim.speaker.kind.value,
        "said": claim.said_on and claim.said_on.start,
        "day": when.start if when and when.is_day else None,
        "from": when and when.start,
        "to": when and when.end,
        "killed": killed and [killed.count.min, killed.count.max, killed.status.value],
        "attackers": named(claim, PartyPart.ATTACKER),
        "victims": named(claim, PartyPart.VICTIM),
        "involvement": next(
            (p.involvement.value for p in claim.parties if p.part is PartyPart.ATTACKER), None
        ),
        "change": control and control.change.value,
        "holder": control and control.holder,
        "share": control and control.share and [control.share.min, control.share.max],
        "measure": moved and moved.measure.value,
        "per": moved and moved.per,
        "people": moved and [moved.count.min, moved.count.max, moved.unit],
        "position": response and response.position.value,
        "party": response and response.party,
        "of_harm": response and response.of_harm,
        "place": claim.where[0].name if claim.where else None,
        "conceded": response and [response.conceded_min, response.conceded_max],
        "protected": [span.of(text) for span in claim.protected],
    }


def fits(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(found[field] == value for field, value in wanted.items())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_reads(reader: EnglishReader, case: Mapping[str, Any]) -> None:
    claims = read(reader, case["text"], case["published"]).claims
    found = [in_domain_words(claim, case["text"]) for claim in claims]
    for wanted in case.get("expect", ()):
        assert any(fits(one, wanted) for one in found), (wanted, found)
    for unwanted in case.get("never", ()):
        assert not any(fits(one, unwanted) for one in found), (unwanted, found)
    if "occurrences" in case:
        assert len({claim.occurrence for claim in claims if claim.occurrence}) == case["occurrences"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_claim_quotes_the_words_at_its_span(reader: EnglishReader, case: Mapping[str, Any]) -> None:
    claims = read(reader, case["text"], case["published"]).claims
    assert all(claim.anchored_in(case["text"]) for claim in claims)
    assert len({claim.id for claim in claims}) == len(claims)


@pytest.mark.parametrize(
    ("text", "is_earlier"),
    [
        ("Relatives mourned the death of two brothers.", False),
        ("Militants attacked a village on Friday in retaliation for the killing of two brothers.", True),
    ],
)
def test_whom_people_mourn_died_in_no_earlier_event_than_the_report_tells_of(
    reader: EnglishReader, text: str, is_earlier: bool
) -> None:
    told = next(claim for claim in read(reader, text, date(2017, 3, 26)).claims if claim.casualties)
    assert (told.when is not None and told.when.is_only_earlier) is is_earlier
