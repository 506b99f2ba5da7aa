"""The day of an event, where the sentence that tells of its harm leaves it to another one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.claims.english.reader import EnglishReader
from civharm.codebook import default_codebook
from civharm.model.claims import ClaimKind
from civharm.model.reports import Report
from civharm.model.times import When
from civharm.places.gazetteer import open_gazetteer

CASES = yaml.safe_load(Path(__file__).with_name("days.yml").read_text(encoding="utf-8"))
PUBLISHED = date(2017, 4, 6)


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return EnglishReader(default_codebook(), open_gazetteer())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_day_of_the_first_event(reader: EnglishReader, case: dict[str, Any]) -> None:
    report = Report(
        id="r",
        sha256="0" * 64,
        capture_sha256="0" * 64,
        rendition_id="t",
        published=When.on(case.get("published", PUBLISHED)),
    )
    claims = reader.read(report, case["text"]).claims
    first = next(claim for claim in claims if claim.kind is ClaimKind.HARM)
    assert (first.when.start if first.when else None) == case["day"]
