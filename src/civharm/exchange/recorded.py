"""What one row of another recorder's file says, in our words; unknown is None."""

from dataclasses import dataclass, field
from datetime import date

from civharm.model.casualties import Harm, Status
from civharm.model.places import PlacePrecision
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
