"""A request for information on one incident: what a belligerent needs to look it up in its own records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import cos, radians
from zoneinfo import ZoneInfo

from civharm.catalogue.record import Index
from civharm.model.incidents import Incident
from civharm.model.places import Place, distance_m
from civharm.model.ports import GazetteerPlace
from civharm.model.times import When
from civharm.places.grid import grid_square
from civharm.web.naming import place_name
from civharm.web.pages.incident import IncidentPage, incident_page
from civharm.web.pages.parts import ClaimCard

#: No time zone is further from UTC than that, to the east and to the west.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_SIDE = 480
_MOST_PLACES = 12
#: The width of a letter and the height of a line of a name on the drawing.
_LETTER, _LINE = 6.5, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are told, and the stretch in UTC that they can mean; `zone` is empty where none was given."""

    local: str
    utc: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A named place on the drawing; its name is left out where it would lie on another's."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The position in the middle, its circle, places around it, and a bar of so many metres."""

    side: int
    radius: float
    dots: tuple[Dot, ...]
    bar: float
    bar_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything on the sheet, in order. `where` is None where the place is unknown or has no point."""

    page: IncidentPage
    where: Place | None
    degrees: str
    mgrs: str | None
    window: Window | None
    drawing: Drawing | None


def request_for(
    index: Index, incident: Incident, *, places: Iterable[GazetteerPlace], zone: ZoneInfo | None
) -> Request:
    where = incident.where if incident.where and incident.where.is_located else None
    point = (where.lat, where.lon) if where and where.lat is not None and where.lon is not None else None
    return Request(
        page=incident_page(index, incident),
        where=where,
        degrees=degrees(*point) if point else "",
        mgrs=grid_square(*point, radius_m=where.radius_m or 1.0) if point and where else None,
        window=window(incident.when, zone) if incident.when else None,
        drawing=_drawing(point, where.radius_m, places) if point and where else None,
    )


def quoted(asked: Request) -> tuple[ClaimCard, ...]:
    """The claims, those with the same words of one report once."""
    cards = (card for cluster in asked.page.clusters for card in cluster.claims)
    return tuple({(card.report_id, card.claim.quote.exact): card for card in cards}.values())


def degrees(lat: float, lon: float) -> str:
    """Degrees, minutes and seconds: 36°20′24.0″N 43°06′00.0″E."""
    return f"{_angle(lat, 'NS')} {_angle(lon, 'EW')}"


def _angle(value: float, sides: str) -> str:
    tenths = round(abs(value) * 36_000)
    whole, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return f"{whole}°{minutes:02}′{seconds / 10:04.1f}″{sides[value < 0]}"


def window(when: When, zone: ZoneInfo | None) -> Window | None:
    """From the first midnight to the last; without a zone the window in UTC is as wide as any zone makes it."""
    if when.start is None or when.end is None:
        return None
    first = datetime.combine(when.start, time())
    last = datetime.combine(when.end, time()) + timedelta(days=1)
    ends = (
        (first.replace(tzinfo=zone).astimezone(UTC), last.replace(tzinfo=zone).astimezone(UTC))
        if zone
        else (first - _EAST, last + _WEST)
    )
    local, utc = (f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M}" for start, end in ((first, last), ends))
    return Window(local=local, utc=f"{utc} UTC", zone=zone.key if zone else "")


def _drawing(point: tuple[float, float], radius_m: int | None, places: Iterable[GazetteerPlace]) -> Drawing:
    reach = max(3.0 * (radius_m or 0), 5_000.0)
    scale = _SIDE / 2 / reach
    near = sorted((distance_m(point, (each.lat, each.lon)), each.name, each) for each in places)
    shown = {each.name: each for away, _, each in near if away < reach * 0.9}
    bar_m = max(each for each in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000) if each <= reach)
    return Drawing(
        side=_SIDE,
        radius=round((radius_m or 0) * scale, 1),
        dots=_apart([_dot(each, point, scale) for each in list(shown.values())[:_MOST_PLACES]]),
        bar=round(bar_m * scale, 1),
        bar_m=bar_m,
    )


def _dot(place: GazetteerPlace, point: tuple[float, float], scale: float) -> Dot:
    metres_a_degree = 111_195
    east = (place.lon - point[1]) * metres_a_degree * cos(radians(point[0]))
    north = (place.lat - point[0]) * metres_a_degree
    name = place_name(place.name, (place.lat, place.lon))
    return Dot(name=name, x=round(_SIDE / 2 + east * scale, 1), y=round(_SIDE / 2 - north * scale, 1))


def _apart(dots: Iterable[Dot]) -> tuple[Dot, ...]:
    """The nearest places keep their names; others where there is room."""
    kept: list[Dot] = []
    for dot in dots:
        end = dot.x + _LETTER * len(dot.name)
        is_covered = any(
            each.name
            and abs(each.y - dot.y) < _LINE
            and each.x < end
            and dot.x < each.x + _LETTER * len(each.name)
            for each in kept
        )
        kept.append(replace(dot, name="") if is_covered else dot)
    return tuple(kept)
