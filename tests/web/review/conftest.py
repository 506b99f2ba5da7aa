"""A served casebook of its own for each test, with two reports in it and a browser before it."""

import shutil
import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page

from civharm.casebook.store import Casebook
from civharm.model.casualties import Casualties, Count, Harm, Open, Status
from civharm.model.claims import Claim, ClaimKind, Involvement, Origin, Party, PartyPart, claim_id
from civharm.model.ids import sha256_of, stable_id
from civharm.model.places import Place, PlaceCandidate, PlacePrecision
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.store import ReaderVersion
from civharm.model.times import When
from civharm.model.victims import Victim
from civharm.pipeline import refresh
from civharm.web.setup import ready
from support.browsing import chromium
from support.stopping import stop

NOW = datetime(2021, 3, 11, 9, tzinfo=UTC)
ENGLISH = (
    "Plain Herald | Home | Contact\n\n"
    "Strike on Tel Riman kills many\n\n"
    "An airstrike on Tuesday killed at least 12 civilians in the Zuhur quarter, residents said. "
    "“We counted fourteen bodies,” said Salim Qadduri, who lives opposite. "
    "Charred remains of a child lay in the road. "
    "Two cousins died with her on the way to the clinic.\n\n"
    "<img src=x onerror=\"document.title='stored'\"><svg onload=\"document.title='stored'\"></svg>"
)
ARABIC = "قال مسعفون إن غارة جوية قتلت 16 مدنيا في حي الزهور يوم الثلاثاء، وأصيب 9 آخرون."
WITNESS = "Salim Qadduri"
TUESDAY = When.on(date(2021, 3, 9), words="on Tuesday", rule="weekday.last")
ZUHUR = Place(
    words="the Zuhur quarter", name="Zuhur", id="x:1", country="IQ", lat=36.34, lon=43.10,
    precision=PlacePrecision.NEIGHBOURHOOD, radius_m=900, within="Tel Riman",
    alternatives=(PlaceCandidate(id="x:2", name="Zuhur (east)", lat=36.38, lon=43.19, score=0.4),),
)  # fmt: skip
COALITION = Party(
    name="Northern Coalition", id="nc", part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED, words="it"
)


@dataclass(frozen=True)
class Text:
    """A report of invented words, with ways to claim something of them."""

    words: str
    report: Report
    title: str | None = None

    def claim(self, kind: ClaimKind, quote: str, **fields: object) -> Claim:
        start = self.words.index(quote)
        span = Span(start, start + len(quote))
        made = Claim(
            id=claim_id(report_sha256=self.report.sha256, kind=kind, words=quote, ordinal=0),
            report_id=self.report.id,
            kind=kind,
            language=self.report.language or "und",
            span=span,
            quote=Quote.at(self.words, span),
            origin=Origin(by="machine", name="invented", version="1"),
            occurrence="o1",
        )
        return replace(made, **fields)

    def span(self, words: str) -> Span:
        return Span(self.words.index(words), self.words.index(words) + len(words))


def a_text(words: str, language: str, title: str | None) -> Text:
    sha256 = sha256_of(words.encode())
    report = Report(
        id=stable_id(sha256), sha256=sha256, capture_sha256=sha256, rendition_id=stable_id(words), title=title,
        source="Plain Herald", language=language, chars=len(words), published=When.on(date(2021, 3, 10)),
        body=(Span(words.index("\n\n") + 2, len(words)),) if "\n\n" in words else (),
    )  # fmt: skip
    return Text(words=words, report=report, title=title)


def killed(low: int | None, high: int | None, words: str, **fields: object) -> Casualties:
    count = Count(min=low, max=high, words=words, rule="number", open=fields.pop("open", None))
    return Casualties(**{"harm": Harm.KILLED, "status": Status.CIVILIAN, "count": count, **fields})


TOLL = "killed at least 12 civilians in the Zuhur quarter, residents said"
ATTACK = "An airstrike on Tuesday killed at least 12 civilians"
BODIES = "“We counted fourteen bodies,” said Salim Qadduri"


def english() -> tuple[Text, Reading]:
    text = a_text(ENGLISH, "en", "Strike on Tel Riman kills many")
    residents = Speaker(name=None, role=None, kind=SpeakerKind.WITNESS, words="residents")
    neighbour = Speaker(name=WITNESS, role="neighbour", kind=SpeakerKind.WITNESS, words=WITNESS)
    told = {"when": TUESDAY, "where": (ZUHUR,), "event": "airstrike", "parties": (COALITION,)}
    toll = text.claim(
        ClaimKind.HARM,
        TOLL,
        speaker=residents,
        casualties=(killed(12, 12, "at least 12", open=Open.ABOVE),),
        **told,
    )
    bodies = text.claim(
        ClaimKind.HARM, BODIES, speaker=neighbour, casualties=(killed(14, 14, "fourteen"),),
        protected=(text.span(WITNESS),), **told,
    )  # fmt: skip
    attack = text.claim(ClaimKind.ATTACK, ATTACK, **told)
    victim = Victim(
        id="v1",
        claim_id=bodies.id,
        report_id=text.report.id,
        name=WITNESS,
        span=text.span(WITNESS),
        harm=Harm.INJURED,
    )
    return text, Reading(claims=(attack, toll, bodies), victims=(victim,))


def arabic() -> tuple[Text, Reading]:
    text = a_text(ARABIC, "ar", None)
    toll = text.claim(
        ClaimKind.HARM, "غارة جوية قتلت 16 مدنيا في حي الزهور يوم الثلاثاء",
        casualties=(killed(16, 16, "16"),), when=TUESDAY, where=(ZUHUR,), event="airstrike",
    )  # fmt: skip
    return text, Reading(claims=(toll,))


def put(casebook: Casebook, text: Text, reading: Reading) -> None:
    content = text.words.encode()
    sha256 = sha256_of(content)
    rendition = Rendition(
        id=text.report.rendition_id, sha256=sha256, text=text.words, renderer="plain", version="1"
    )
    capture = Capture(sha256=sha256, size=len(content), name="page.txt", method="file", captured_at=NOW)
    casebook.add_capture(capture, content)
    casebook.add_reading(text.report, rendition, reading, reader=ReaderVersion(name="fake", version="1"))


@pytest.fixture(scope="session")
def read_casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ready()
    folder = tmp_path_factory.mktemp("review") / "casebook"
    casebook = Casebook.create(folder, actor="tester", clock=lambda: NOW)
    for told in (english(), arabic()):
        put(casebook, *told)
    refresh(casebook)
    casebook.close()
    return folder


@pytest.fixture
def folder(read_casebook: Path, tmp_path: Path) -> Path:
    shutil.copytree(read_casebook, tmp_path / "casebook")
    return tmp_path / "casebook"


@dataclass
class Desk:
    """The address of a served casebook, and tabs on it."""

    base: str
    browser: Browser
    complaints: list[str]

    def open(self, address: str, **looks: object) -> Page:
        """A tab of a browser of its own."""
        tab = self.browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **looks}).new_page()
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("console", lambda line: self._hear(line.type, line.text))
        tab.goto(self.base + address)
        return tab

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "409" not in text and "422" not in text:
            self.complaints.append(text)

    def review(self, text: Text, **looks: object) -> Page:
        return self.open(f"/review/{text.report.id}/", **looks)


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(browser, folder):
    found: list[Desk] = []

    def opened() -> None:  # what speaks to the database has a thread without the browser's event loop
        from civharm.web.serve import casebook_app

        server = waitress.create_server(casebook_app(folder), host="127.0.0.1", port=0)
        found.append(server)

    thread = threading.Thread(target=opened)
    thread.start()
    thread.join()
    server = found[0]
    threading.Thread(target=server.run, daemon=True).start()
    made = Desk(f"http://127.0.0.1:{server.effective_port}", browser, [])
    yield made
    for context in browser.contexts:
        context.close()
    stop(server)
    assert made.complaints == []


@pytest.fixture(scope="session")
def strike() -> Text:
    return english()[0]


@pytest.fixture(scope="session")
def raid() -> Text:
    return arabic()[0]
