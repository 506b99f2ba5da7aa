"""The reports that reading is timed on, rendered as the product renders them; English ones alone."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.ordinary_news import ordinary_news
from civharm.reports.capture import capture
from civharm.reports.render import render
from civharm.reports.rendered import RenderedReport

EXAMPLES = Path(__file__).parent.parent / "examples" / "mosul-2017" / "reports"
_CAPTURED_AT = datetime(2027, 1, 1, tzinfo=UTC)
_PUBLISHED = "2017-03-14"


@cache
def reports_of_harm() -> tuple[RenderedReport, ...]:
    """The English reports of the shipped examples."""
    files = sorted(EXAMPLES.iterdir())
    return tuple(made for path in files for made in _english(path.name, path.read_bytes()))


def news(seed: int) -> Iterator[RenderedReport]:
    """Ordinary news without end."""
    for story in ordinary_news(seed):
        yield from _records([{"text": story.text, "published": _PUBLISHED}])


def stream(seed: int, *, share: float) -> Iterator[RenderedReport]:
    """What comes in day by day, without end: so large a share of the reports tells of harm, evenly spread."""
    harm, ordinary = cycle(reports_of_harm()), news(seed)
    told = 0.0
    while True:
        told += share
        if told >= 1:
            told -= 1
            yield next(harm)
        else:
            yield next(ordinary)


def reports_in(path: Path, *, most: int) -> Sequence[RenderedReport]:
    """The first reports of a JSON-lines file whose text is in `text` or `body`."""
    with path.open(encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines if line.strip())
        texts = (record.get("text") or record.get("body") or "" for record in records)
        return tuple(islice(_records({"text": text} for text in texts if text.strip()), most))


def body_of(made: RenderedReport) -> str:
    """What a reader reads of a report: no menus, no header lines."""
    text = made.rendition.text
    return "\n".join(span.of(text) for span in made.report.body) or text


def words_in(made: RenderedReport) -> int:
    """What stands between blanks."""
    return len(body_of(made).split())


def _records(records: Iterable[Mapping[str, Any]]) -> Iterator[RenderedReport]:
    for record in records:
        yield from _english("benchmark.jsonl", json.dumps(record).encode())


def _english(name: str, content: bytes) -> Iterator[RenderedReport]:
    evidence = capture(name, content, method="benchmark", captured_at=_CAPTURED_AT)
    for made in render(evidence, content).reports:
        if made.report.language == "en":
            yield made
