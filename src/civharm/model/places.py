"""Where: a place with a precision and a radius, next to the words that it was read from."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from civharm.model.errors import InvalidModel
from civharm.model.spans import Span

_EARTH_RADIUS_M = 6_371_008.8


class PlacePrecision(StrEnum):
    """The field's ladder, fine to coarse (METHOD 1.7), and country below it."""

    EXACT = "exact_location"
    STREET = "street"
    LANDMARK = "nearby_landmark"
    NEIGHBOURHOOD = "neighbourhood"
    VILLAGE = "village"
    TOWN = "town"
    CITY = "city"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    UNKNOWN = "unknown"

    @property
    def coarseness(self) -> int:
        """Rank on the ladder: 0 is the finest."""
        return _RANKS[self]


class LocatedBy(StrEnum):
    """Who gave a place its point: METHOD R8 asks for the method beside the precision."""

    GAZETTEER = "gazetteer"
    REPORT = "report"
    PERSON = "person"
    RECORD = "outside_record"


_RANKS = {precision: rank for rank, precision in enumerate(PlacePrecision)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One place of the gazetteer that the words may mean; `score` orders the alternatives."""

    id: str
    name: str
    lat: float
    lon: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A reading of place words. Unresolved: id, lat and lon are None and the words stay.

    `radius_m` is in metres; `relation` keeps what stands before the name ("near",
    "south of", "western"); `within` is the name of the town or area that the place lies in;
    `located_by` says whose point it is: the gazetteer's, the report's own coordinates, a person's.
    """

    words: str
    name: str
    id: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    radius_m: int | None = None
    relation: str | None = None
    within: str | None = None
    alternatives: tuple[PlaceCandidate, ...] = ()
    located_by: LocatedBy = LocatedBy.GAZETTEER
    rule: str = ""
    span: Span | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise InvalidModel(f"half a coordinate for {self.words!r}")
        if (
            self.lat is not None
            and self.lon is not None
            and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180)
        ):
            raise InvalidModel(f"impossible coordinate for {self.words!r}: {self.lat}, {self.lon}")

    @property
    def is_located(self) -> bool:
        """True if the place has a point."""
        return self.lat is not None


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in metres between two (lat, lon) points in degrees."""
    lat_a, lat_b = radians(a[0]), radians(b[0])
    d_lat, d_lon = lat_b - lat_a, radians(b[1] - a[1])
    h = sin(d_lat / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(d_lon / 2) ** 2
    return 2 * _EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))
