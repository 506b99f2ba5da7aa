"""The place of an event, where the sentence that tells of its harm leaves it to another one."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.claims.english.reader import EnglishReader
from civharm.codebook import default_codebook
from civharm.lang.headline import under_headline
from civharm.model.claims import ClaimKind
from civharm.model.reports import Report
from civharm.model.times import When
from civharm.places.gazetteer import open_gazetteer
from civharm.reports.capture import capture
from civharm.reports.render import render

CASES = yaml.safe_load(Path(__file__).with_name("places.yml").read_text(encoding="utf-8"))
PUBLISHED = When.on(date(2017, 4, 6))


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return EnglishReader(default_codebook(), open_gazetteer(), countries=("IQ",))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_place_of_the_first_event(reader: EnglishReader, case: dict[str, Any]) -> None:
    title = case.get("title")
    report = Report(
        id="r",
        sha256="0" * 64,
        capture_sha256="0" * 64,
        rendition_id="t",
        title=title,
        published=PUBLISHED,
    )
    claims = reader.read(report, under_headline(title, case["text"])).claims
    first = next(claim for claim in claims if claim.kind is ClaimKind.HARM)
    named = next((place.name for place in first.where if place.is_located), None)
    assert named == case["place"]


@pytest.mark.parametrize(
    ("title", "longitude"),
    [("Two killed in blast - Qasr News 4 Tucson, Arizona", -111), ("Two killed in blast", -87)],
)
def test_what_stands_of_the_outlet_behind_a_headline_tells_namesakes_apart(
    title: str, longitude: int
) -> None:
    line = json.dumps({"title": title, "text": "Two men were killed in a blast in Florence on Friday."})
    evidence = capture(
        "export.jsonl", line.encode(), method="test", captured_at=datetime(2017, 5, 1, tzinfo=UTC)
    )
    (made,) = render(evidence, line.encode()).reports
    reader = EnglishReader(default_codebook(), open_gazetteer(), countries=("US",))
    claims = reader.read(made.report, made.rendition.text).claims
    assert {int(place.lon or 0) for claim in claims for place in claim.where} == {longitude}
