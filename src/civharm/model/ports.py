"""What the stages need from others, as protocols: a reader of a language, a gazetteer, an engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from civharm.model.claims import Claim
from civharm.model.issues import Issue
from civharm.model.places import Place, PlacePrecision
from civharm.model.reports import Report
from civharm.model.speakers import Speaker
from civharm.model.victims import Victim


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of one report."""

    claims: tuple[Claim, ...]
    victims: tuple[Victim, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    dateline: Place | None = None
    issues: tuple[Issue, ...] = ()


class Reader(Protocol):
    """Turns the text of a report in one of its languages into claims anchored to spans."""

    @property
    def name(self) -> str:
        """Name that goes into each claim's origin."""

    @property
    def version(self) -> str:
        """Version that goes into each claim's origin."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes that the reader reads."""

    def read(self, report: Report, text: str) -> Reading:
        """Claims of one report; every quote must stand in `text` at its span."""


_Thing = TypeVar("_Thing", contravariant=True)
_Result = TypeVar("_Result", covariant=True)


class Engine(Protocol[_Thing, _Result]):
    """Does work on many things: here, one after the other, or in several processes at once."""

    @property
    def ahead(self) -> int:
        """How many things may be under way before the first of them is waited for."""

    def begin(self, thing: _Thing) -> Callable[[], _Result]:
        """Begin the work on a thing; call what comes back to wait for its result."""


class SecondReader(Protocol):
    """Reads again what another reader was in doubt about; its claims need a person's review."""

    @property
    def name(self) -> str:
        """Name that goes into each claim's origin."""

    @property
    def version(self) -> str:
        """Version that goes into each claim's origin."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes that the reader reads."""

    def read_again(self, report: Report, text: str, first: Reading) -> Reading:
        """Claims beside those of the first reading, never in their place; its speakers and dateline stay.

        Raises NoAnswer where nobody answers: then there is no second reading, and a later try may make one.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A row of the gazetteer. `kind` is a rung of the ladder; `population` is 0 where unknown.

    `admin1` is the code of the first-order area ("IQ.15"), `parent` the name of what the place lies in,
    `bank` the side of the river where a place file says so.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str
    kind: PlacePrecision
    radius_m: int
    admin1: str | None = None
    parent: str | None = None
    population: int = 0
    bank: str | None = None
    layer: str = "world"
    source: str = ""
    licence: str = ""


class Gazetteer(Protocol):
    """Looks names up; all spellings of a place lead to it."""

    def find(self, name: str) -> Sequence[GazetteerPlace]:
        """All places that bear the name in any spelling or script, the user's own layers first."""
