"""What can be asked of the catalogue, and the form of its answers: plain values, no rows of a database.

Machine and human values stand side by side (`proposed`, `signed`); unknown is None.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

#: As many rows as a page may have.
MOST_ON_PAGE = 500
UNGRADED = "ungraded"
#: Stands among the values of a facet for incidents that name none.
NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map in degrees; `west` may be greater than `east` where it spans the date line."""

    south: float
    west: float
    north: float
    east: float


class Queue(StrEnum):
    """A list of work."""

    NEW_REPORTS = "new_reports"
    DOUBTFUL_CLAIMS = "doubtful_claims"
    LINKS = "links"
    TO_GRADE = "to_grade"
    DISAGREEMENTS = "disagreements"
    UNPLACED = "unplaced"
    UNDATED = "undated"
    COPIES = "copies"
    ISSUES = "issues"


class Kind(StrEnum):
    """What a row of the catalogue shows."""

    INCIDENT = "incident"
    REPORT = "report"
    CLAIM = "claim"
    #: In queues alone: an issue of no one report.
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents; what is empty or None does not narrow. Within one field any value will do, all fields must hold.

    `gradings` are of the grade that holds (the signed one, else the machine's proposal), `UNGRADED` among them; `is_signed`
    tells the two apart. `start` and `end` take incidents whose interval touches the period, so no undated ones.
    `killed_min` takes incidents of which at least so many civilians killed are told at most (their maximum, or their
    minimum where the maximum is unknown). `text` are words as `search` reads them, in the incident's own words: code, place,
    parties, event, quotes of its claims, titles of its reports. `statuses` are of the record; by default leads are left out.
    """

    text: str = ""
    start: date | None = None
    end: date | None = None
    gradings: tuple[str, ...] = ()
    is_signed: bool | None = None
    strike_statuses: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("machine", "reviewed")
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    killed_min: int | None = None
    box: Box | None = None
    queue: Queue | None = None
    is_unplaced: bool | None = None
    is_undated: bool | None = None


class IncidentSort(StrEnum):
    """The column that a list goes by; what is unknown comes last either way."""

    WHEN = "when"
    CODE = "code"
    PLACE = "place"
    COUNTRY = "country"
    EVENT = "event"
    GRADE = "grade"
    STRIKE = "strike"
    KILLED_MIN = "killed_min"
    KILLED_MAX = "killed_max"
    INJURED_MAX = "injured_max"
    REPORTS = "reports"
    CLUSTERS = "clusters"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A piece of a list: from row `start` (0 is the first) `count` rows."""

    start: int = 0
    count: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentName:
    """What an incident is called by."""

    id: str
    code: str
    place: str | None
    when_start: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident as lists show it. Names in it are masked."""

    id: str
    code: str
    aliases: tuple[str, ...]
    status: str
    event: str | None
    when_start: date | None
    when_end: date | None
    when_precision: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    radius_m: int | None
    parties: tuple[str, ...]
    proposed: str | None
    signed: str | None
    is_signed_off: bool
    strike_status: str | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    combatants_killed_min: int | None
    combatants_killed_max: int | None
    is_harm_alleged: bool
    reports: int
    claims: int
    clusters: int | None
    lacks: tuple[str, ...]
    has_disagreement: bool
    changed_at: datetime | None

    @property
    def grade(self) -> str:
        """The grade that holds; `signed` says whether a person stands behind it."""
        return self.signed or self.proposed or UNGRADED


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsFound:
    """A piece of the list: `lines` of `total`, the first of them being number `start`."""

    lines: tuple[IncidentLine, ...]
    total: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value with how many incidents have it; `value` is `NONE` where they name none."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many incidents of the filter have which value, the most frequent first; of places and parties the `most` first.

    Each list is counted as if its own field did not narrow, so that other values stay to be chosen.
    """

    gradings: tuple[FacetValue, ...]
    strike_statuses: tuple[FacetValue, ...]
    statuses: tuple[FacetValue, ...]
    countries: tuple[FacetValue, ...]
    places: tuple[FacetValue, ...]
    parties: tuple[FacetValue, ...]
    events: tuple[FacetValue, ...]
    unplaced: int
    undated: int


class Step(StrEnum):
    """The width of a column of the timeline."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Incidents of one step of the timeline, with the plain sums of those killed: nobody's overlap is taken off."""

    start: date
    incidents: int
    killed_min: int | None
    killed_max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Incidents by time: by the day, month or year in which their interval begins.

    `is_longer` counts those whose interval is longer than the step (they stand at its beginning), `undated` those that have none.
    """

    step: Step
    columns: tuple[Column, ...]
    longer: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Civilians killed over the incidents of a filter that allege harm, those who may be counted twice counted once.

    None where not one incident has a number; `unknown_min` and `unknown_max` count incidents without one.
    `apart` is the plain sum. The same arithmetic as `assessments.totals`.
    """

    incidents: int
    min: int | None
    max: int | None
    unknown_min: int
    unknown_max: int
    overlapping: int
    apart_min: int | None
    apart_max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsByGrade:
    """One total a grade that occurs (keys of `Grading`, `UNGRADED` last), the headline's (confirmed and fair), and all."""

    grades: tuple[tuple[str, Totals], ...]
    supported: Totals
    all: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which reports. `text` are words as `search` reads them; `has_harm` takes those with a claim of harm."""

    text: str = ""
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    has_harm: bool | None = None


class ReportSort(StrEnum):
    """The column that a list of reports goes by; what is unknown comes last either way."""

    PUBLISHED = "published"
    ADDED = "added"
    SOURCE = "source"
    TITLE = "title"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report as lists show it. `title` is always something to call it by."""

    id: str
    title: str
    source: str | None
    language: str | None
    published_start: date | None
    published_end: date | None
    url: str | None
    chars: int
    claims: int
    incidents: int
    has_harm: bool
    added_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsFound:
    """A piece of the list of reports."""

    lines: tuple[ReportLine, ...]
    total: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims."""

    kinds: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    needs_review: bool | None = None
    confidence_below: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim as lists show it; `review` is where it stands with people."""

    id: str
    report_id: str
    kind: str
    stance: str
    quote: str
    confidence: float
    needs_review: bool
    review: str
    when_start: date | None
    when_end: date | None
    place: str | None
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsFound:
    """A piece of the list of claims."""

    lines: tuple[ClaimLine, ...]
    total: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who said that they work on something, and until when that holds."""

    name: str
    since: datetime
    until: datetime


#: Why two incidents wait among the links: their accounts may be of one.
MAY_BE_ONE = "may_be_one"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """Something to be done: what it is about, why (`reason` is a stable word, `detail` the particulars in words), who is on it.

    `other` is the second subject where two are compared: `other_kind` says what. `claim_ids` are the claims to look at first.
    A lower `rank` is more urgent.
    """

    key: str
    queue: Queue
    kind: Kind
    subject_id: str
    title: str
    reason: str
    detail: str
    other_kind: Kind | None = None
    other_id: str | None = None
    other_title: str = ""
    claim_ids: tuple[str, ...] = ()
    worker: Worker | None = None
    rank: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something that somebody works on now."""

    kind: Kind
    subject_id: str
    title: str
    worker: Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFound:
    """A piece of a queue, the most urgent first."""

    lines: tuple[QueueLine, ...]
    total: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a snippet; `is_hit` where it is what was looked for. Text, never HTML."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: its title and the words around the first hits."""

    kind: Kind
    id: str
    title: str
    snippet: tuple[Piece, ...]
    incident: IncidentLine | None = None
    report: ReportLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitsFound:
    """What was found: incidents by their own words, reports by their whole text; each with its own count."""

    incidents: tuple[Hit, ...] = ()
    reports: tuple[Hit, ...] = ()
    total_incidents: int = 0
    total_reports: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that somebody keeps under a name: the query string of its page."""

    name: str
    query: str
    saved_at: datetime
    owner: str = field(repr=False, default="")
