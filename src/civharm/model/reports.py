"""Evidence and what is made of it: capture, rendition, report."""

from dataclasses import dataclass
from datetime import datetime

from civharm.model.collecting import Collection, Fetch
from civharm.model.errors import InvalidModel
from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One act of preserving bytes at one time. The evidentiary copy: never altered (METHOD R46).

    `captured_at` is in UTC; `name` is the file name or address as given; `method` names the way in. Captures of before
    collections were recorded have none.
    """

    sha256: str
    size: int
    name: str
    method: str
    captured_at: datetime
    media_type: str = "application/octet-stream"
    collection: Collection | None = None

    def __post_init__(self) -> None:
        if self.captured_at.tzinfo is None:
            raise InvalidModel("a capture needs a time with a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """Text made from a capture, with stable offsets. The working copy; never re-made in place."""

    id: str
    sha256: str
    text: str
    renderer: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A report's words in another language, as somebody handed them in: a capture of its own, never part of the report.

    Nobody reads claims in it: the report speaks for itself. `by` is who handed it in, `note` what they said of it.
    """

    report_id: str
    capture_sha256: str
    rendition: Rendition
    language: str | None
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known of all reports before one is read, as somebody who collected them says it.

    `countries` (ISO 3166 codes) are those that they are about: of two towns of one name theirs is likelier.
    `years` are those in which they were written: "Sunday, 5 March" is a day of one of them.
    """

    countries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published item by one source, as one of its captures shows it.

    `sha256` is of the report's own bytes: the whole file, or the one record of a feed or an export,
    so that a record keeps its id when the file around it grows; `capture_sha256` is of the file,
    `part` says where in it ("line 3"). Unknown is None: nothing is filled in from elsewhere.
    `body` says where in the rendition the report's own words stand, header lines and page furniture
    left out; empty means everywhere. `source` publishes, `author` is the byline, `masthead` is what stands of the source
    behind the headline in an export's title. `fetched` are the requests that brought it, redirects first, where a web
    archive tells of them.
    """

    id: str
    sha256: str
    capture_sha256: str
    rendition_id: str
    part: str | None = None
    external_id: str | None = None
    url: str | None = None
    source: str | None = None
    author: str | None = None
    title: str | None = None
    masthead: str | None = None
    published: When | None = None
    dateline: Place | None = None
    language: str | None = None
    chars: int = 0
    speakers: tuple[Speaker, ...] = ()
    body: tuple[Span, ...] = ()
    fetched: tuple[Fetch, ...] = ()

    def is_headed_by(self, words: str) -> bool:
        """True for words that the title holds: who says them there sums up what the report tells."""
        return bool(self.title) and words.strip() in (self.title or "")
