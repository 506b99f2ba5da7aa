"""A table of somebody's own: which column holds what is asked once, and kept in the casebook."""

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.recorded import BadCell, Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.places import PlacePrecision

_WHO = {"civilians": Status.CIVILIAN, "militants": Status.COMBATANT, "people": Status.UNKNOWN}
_HARMS = {"killed": Harm.KILLED, "injured": Harm.INJURED}
_COUNTS = tuple(
    (f"{who}_{harm}_min", f"{who}_{harm}_max", _HARMS[harm], status)
    for who, status in _WHO.items()
    for harm in _HARMS
)
_PLAIN = ("date", "date_end", "place", "lat", "lon", "country", "precision", "attacker", "url", "published")


def read(fields: Fields) -> Recorded:
    """One incident. A column of one number alone is mapped as its minimum and its maximum."""
    return Recorded(
        key=cells.needed(fields, "id"),
        days=cells.days(fields, "date", "date_end"),
        where=_where(fields),
        numbers=_numbers(fields),
        attackers=tuple(filter(None, (name.strip() for name in cells.text(fields, "attacker").split(";")))),
        url=cells.text(fields, "url") or None,
        published=cells.day(fields, "published"),
    )


def _where(fields: Fields) -> Where | None:
    lat, lon = cells.point(fields, "lat", "lon")
    name, country = cells.text(fields, "place"), cells.text(fields, "country")
    if not (name or country):
        return None
    return Where(
        name=name or country,
        lat=lat,
        lon=lon,
        precision=rung(fields, "precision"),
        country=country,
        rule="table",
    )


def rung(fields: Fields, column: str) -> PlacePrecision:
    """A rung of our ladder; unknown where the cell is empty."""
    written = cells.text(fields, column).lower().replace(" ", "_")
    try:
        return PlacePrecision(written) if written else PlacePrecision.UNKNOWN
    except ValueError:
        raise BadCell(
            column, "no rung of the ladder of precision", f"write one of {', '.join(PlacePrecision)}"
        ) from None


def _numbers(fields: Fields) -> tuple[Number, ...]:
    found = (cells.number(fields, (low, high), harm, status) for low, high, harm, status in _COUNTS)
    return tuple(each for each in found if each)


TABLE = Form(
    kind=Kind.TABLE,
    recorder=None,
    version="1",
    fields={
        name: () for name in ("id", *_PLAIN, *(name for low, high, *_ in _COUNTS for name in (low, high)))
    },
    needs=("id", "date"),
    read=read,
    is_mapped=True,
)
