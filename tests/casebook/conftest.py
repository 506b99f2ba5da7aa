"""A casebook on each database, and reports and claims with invented names to put into it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from civharm.casebook.store import Casebook
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.decisions import Action, Decision
from civharm.model.ids import sha256_of, stable_id
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.spans import Quote, Span
from civharm.model.store import ReaderVersion
from civharm.model.times import When

TEXT = "On Tuesday shells killed three people in Norhaven. Mayor Odo Vell denied it."
READER = ReaderVersion(name="fake", version="1")
DAY = datetime(2021, 5, 4, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = DAY

    def __call__(self) -> datetime:
        return self.now

    def next_day(self) -> None:
        self.now += timedelta(days=1)


@dataclass(frozen=True)
class Page:
    """A report with all that belongs to it, and ways to make claims of it."""

    text: str
    capture: Capture
    rendition: Rendition
    report: Report
    content: bytes = field(repr=False)

    def claim(self, quote: str, killed: int = 3, *, kind: ClaimKind = ClaimKind.HARM) -> Claim:
        span = Span(self.text.index(quote), self.text.index(quote) + len(quote))
        count = Count(min=killed, max=killed, words="three")
        return Claim(
            id=claim_id(report_sha256=self.report.sha256, kind=kind, words=quote, ordinal=0),
            report_id=self.report.id,
            kind=kind,
            language="en",
            span=span,
            quote=Quote.at(self.text, span),
            origin=Origin(by="machine", name="fake", version="1"),
            casualties=(Casualties(harm=Harm.KILLED, status=Status.CIVILIAN, count=count),),
            when=When.on(date(2021, 5, 4)),
            where=(Place(words="Norhaven", name="Norhaven", id="test:1", country="ZZ", lat=1.5, lon=2.25),),
            occurrence="o1",
        )

    def rendered(self, text: str) -> "Page":
        """The same bytes, rendered otherwise."""
        rendition = replace(self.rendition, id=stable_id(text), text=text, version="2")
        return replace(
            self, text=text, rendition=rendition, report=replace(self.report, rendition_id=rendition.id)
        )


def make_page(text: str = TEXT, name: str = "page.txt") -> Page:
    content = text.encode()
    sha256 = sha256_of(content)
    capture = Capture(sha256=sha256, size=len(content), name=name, method="file", captured_at=DAY)
    rendition = Rendition(id=stable_id(text), sha256=sha256, text=text, renderer="plain", version="1")
    report = Report(
        id=stable_id(sha256),
        sha256=sha256,
        capture_sha256=sha256,
        rendition_id=rendition.id,
        language="en",
        published=When.on(date(2021, 5, 4)),
        chars=len(text),
    )
    return Page(text=text, capture=capture, rendition=rendition, report=report, content=content)


@pytest.fixture
def page() -> Page:
    return make_page()


@pytest.fixture
def new_page() -> Callable[..., Page]:
    return make_page


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def casebook(tmp_path: Path, copied: str | None, clock: Clock) -> Iterator[Casebook]:
    opened = Casebook.open(tmp_path / "casebook", database_url=copied, actor="tester", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def keep(casebook: Casebook) -> Callable[..., bool]:
    """Puts a page with claims into the casebook."""

    def put(page: Page, *claims: Claim, version: str = "1", **parts: Any) -> bool:
        casebook.add_capture(page.capture, page.content)
        reader = replace(READER, version=version)
        return casebook.add_reading(
            page.report, page.rendition, Reading(claims=claims, **parts), reader=reader
        )

    return put


@pytest.fixture
def decide(casebook: Casebook, clock: Clock) -> Callable[..., Decision]:
    """Records a decision of the assessor Ada and gives it."""

    def record(action: Action, target: str, **change: object) -> Decision:
        number = len(casebook.decisions())
        decision = Decision(
            id=f"d{number}",
            action=action,
            target=target,
            author="Ada",
            reason="read the report again",
            decided_at=clock(),
            change=change,
        )
        casebook.decide(decision)
        return decision

    return record
