"""What one row of another recorder's file says, in our words; unknown is None."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from civharm.model.assessments import Conceded, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart
from civharm.model.decisions import Action
from civharm.model.places import LocatedBy, PlacePrecision
from civharm.model.times import TimePrecision
from civharm.places.layers.records import BadRow


class BadCell(BadRow):
    """A cell that can't be read; the row is named and left out. What stands in it is not repeated."""

    def __init__(self, column: str, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong with a row, in which column, and what a person can do about it."""

    row: int
    column: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """How many people the row counts. `is_mixed`: civilians and fighters of all sides together, not told apart."""

    harm: Harm
    status: Status
    min: int | None
    max: int | None
    group: str = "all"
    is_mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The interval of days in which it happened, with the recorder's own precision."""

    start: date | None
    end: date | None
    precision: TimePrecision
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where it happened; `country` as it stands there."""

    name: str
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    country: str = ""
    within: str = ""
    rule: str = ""
    radius_m: int | None = None
    #: Without a radius of its own it has that of its rung of the ladder.
    has_radius_of_rung: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person whom the record names. Protected."""

    name: str
    harm: Harm
    age: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A decision as an archive tells it: what was decided and, as far as it says so, by whom, on which day and why."""

    action: Action
    change: Mapping[str, object]
    what: str
    by: str = ""
    on: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a team's own archive says of an incident beside the numbers. `id` is there in a release of a casebook.

    `machine` holds what was found by rules there and not by people, `said` the people's decisions.
    """

    code: str
    machine: "Machine"
    id: str = ""
    aliases: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What rules had come to in the archive."""

    strike_status: StrikeStatus = StrikeStatus.UNKNOWN
    proposed_grading: Grading | None = None
    tolls: tuple[Toll, ...] = ()
    reports: int | None = None
    clusters: int | None = None
    located_by: LocatedBy | None = None
    conceded: tuple[Conceded, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One row. `key` is the recorder's own id of it, `remarks` are further columns, labelled.

    `is_withdrawn` where the row itself says that the recorder takes the record back. Without `is_harm_told` the row is of
    something else, as far as anybody can tell: it is kept in words, and claims nothing.
    """

    key: str
    days: Days | None = None
    where: Where | None = None
    numbers: tuple[Number, ...] = ()
    attackers: tuple[str, ...] = ()
    event: str | None = None
    url: str | None = None
    published: date | None = None
    remarks: tuple[tuple[str, str], ...] = field(default=())
    is_withdrawn: bool = False
    is_harm_told: bool = True
    #: People whom the record names.
    victims: tuple["Named", ...] = ()
    #: What it is of, where no harm is told.
    subject: str = ""
    #: Parties of another part than attacker, each with its part.
    others: tuple[tuple[str, PartyPart], ...] = ()
    #: What a team's own archive says of it beside; None for a record of others.
    own: "Own | None" = None
