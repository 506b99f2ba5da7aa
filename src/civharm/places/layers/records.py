"""What a place file holds: records as they stand there, what they say of a place, and the mistakes among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from civharm.model.places import PlacePrecision


class PlaceFormat(StrEnum):
    """What the fields of a file mean, whatever it is written in."""

    PLAIN = "plain"
    GEONAMES = "geonames"
    COD = "cod"
    OSM = "osm"
    INCIDENTS = "incidents"


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a feature lies: a point of it, and the distance in metres within which all of it lies."""

    lat: float
    lon: float
    radius_m: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as it stands in a file: its number, its fields by lower-case names, its shape if it has one.

    `number` is the line of a table, of other files the place in the order of entries, counted from 1.
    """

    number: int
    fields: Mapping[str, str]
    shape: Shape | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """What a record says of a place. `kind` and `radius_m` are None where it does not say.

    `governorate` is the first-order area by name or number, `admin1` by its GeoNames code where the file has it.
    """

    number: int
    name: str
    lat: float
    lon: float
    spellings: tuple[str, ...] = ()
    kind: PlacePrecision | None = None
    radius_m: int | None = None
    country: str = ""
    governorate: str = ""
    admin1: str | None = None
    parent: str | None = None
    population: int = 0
    bank: str | None = None
    id: str | None = None
    is_geonames_id: bool = False
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong with a record, and what a person can do about it."""

    number: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}"


class BadRow(Exception):
    """A record has a mistake in it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy

    def at(self, number: int) -> Mistake:
        """The mistake as one of a record."""
        return Mistake(number=number, what=self.what, remedy=self.remedy)


class PassedOver(Exception):
    """A record is no place that can be looked up, as files of others hold many: it is counted, not refused."""
