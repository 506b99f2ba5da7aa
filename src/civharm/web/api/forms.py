"""The forms of what the API is asked with: filters, pages, new reports, decisions."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, Field

from civharm.catalogue.asking import MOST_ON_PAGE, Box, IncidentFilter, IncidentSort, Paging, ReportFilter
from civharm.model.decisions import Action

#: Further than that nobody turns pages; a database would walk over all of them.
_FURTHEST = 1_000_000


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a text can't hold the character U+0000")
    return text


Text = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]
LongText = Annotated[str, Field(max_length=2_000_000), AfterValidator(_without_nul)]
Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class PageQuery(Schema):
    """Which piece of a list."""

    first: int = Field(0, ge=0, le=_FURTHEST, description="Number of the first row, from 0.")
    count: int = Field(50, ge=1, le=MOST_ON_PAGE)

    @property
    def paging(self) -> Paging:
        return Paging(start=self.first, count=self.count)


class IncidentQuery(Schema):
    """Which incidents; what is left out does not narrow."""

    text: Text = Field("", description='Words, "phrases", beginnings* and -without.')
    start: date | None = None
    end: date | None = None
    grading: list[Text] = Field(
        [], description="The signed grading, else the proposed one; `ungraded` among them."
    )
    signed: bool | None = Field(None, description="Whether a person signed it.")
    strike_status: list[Text] = Field(default_factory=list)
    status: list[Text] = Field(
        default_factory=lambda: ["machine", "reviewed"], description="`lead` takes leads."
    )
    country: list[Text] = Field(default_factory=list)
    place: list[Text] = Field(default_factory=list)
    party: list[Text] = Field(default_factory=list)
    event: list[Text] = Field(default_factory=list)
    killed_min: int | None = Field(None, ge=0, le=10_000_000)
    south: Degrees | None = None
    west: Degrees | None = None
    north: Degrees | None = None
    east: Degrees | None = None

    @property
    def filter(self) -> IncidentFilter:
        return IncidentFilter(
            text=self.text, start=self.start, end=self.end, gradings=tuple(self.grading), is_signed=self.signed,
            strike_statuses=tuple(self.strike_status), statuses=tuple(self.status), countries=tuple(self.country),
            places=tuple(self.place), parties=tuple(self.party), events=tuple(self.event), killed_min=self.killed_min,
            box=self._box,
        )  # fmt: skip

    @property
    def _box(self) -> Box | None:
        sides = (self.south, self.west, self.north, self.east)
        if None in sides:
            return None
        return Box(south=self.south or 0, west=self.west or 0, north=self.north or 0, east=self.east or 0)


class IncidentListQuery(IncidentQuery, PageQuery):
    """Which incidents, in which order, which piece of the list."""

    sort: IncidentSort = IncidentSort.WHEN
    descending: bool = True


class ReportQuery(PageQuery):
    """Which reports."""

    text: Text = ""
    source: list[Text] = Field(default_factory=list)
    language: list[Text] = Field(default_factory=list)
    start: date | None = None
    end: date | None = None
    has_harm: bool | None = None

    @property
    def filter(self) -> ReportFilter:
        return ReportFilter(
            text=self.text, sources=tuple(self.source), languages=tuple(self.language), start=self.start,
            end=self.end, has_harm=self.has_harm,
        )  # fmt: skip


class NewReport(Schema):
    """A report to be read; what is unknown is left empty, and nothing is filled in for it."""

    text: LongText = Field(min_length=1)
    title: Text = ""
    source: Text = ""
    published: Text = Field("", description="A day such as 2017-03-17.")
    url: Annotated[str, Field(max_length=2_000), AfterValidator(_without_nul)] = ""


class NewDecision(Schema):
    """A decision in the form of `civharm decide`; `seen` are versions of what it is made on, so that nobody is overrun."""

    action: Action
    target: Text
    reason: Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(_without_nul)]
    change: dict[str, Any] = Field(default_factory=dict)
    seen: list[Text] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who asks, and what they may do; `compartments` is null where they may look into all."""

    name: str
    rights: tuple[str, ...]
    compartments: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it was kept."""

    id: str
    action: str
    target: str
    author: str
    reason: str
    decided_at: str
    change: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNumber:
    """A job that was written down: ask `/jobs/{job}` what became of it."""

    job: int


class Problem(Schema):
    """What went wrong, and what to do."""

    detail: str
