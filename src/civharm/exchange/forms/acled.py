"""ACLED's events (METHOD 3.1): fatalities are one conservative number of all sides together, and of nobody in particular."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.recorded import BadCell, Days, Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.times import TimePrecision
from civharm.publication.crosswalk import precision_of_acled

_TIME_PRECISION = {1: TimePrecision.DAY, 2: TimePrecision.WEEK, 3: TimePrecision.MONTH}
_INTER = {
    0: "none", 1: "state forces", 2: "rebel group", 3: "political militia", 4: "identity militia", 5: "rioters",
    6: "protesters", 7: "civilians", 8: "external/other forces",
}  # fmt: skip
_EVENTS = {
    "air/drone strike": "airstrike",
    "shelling/artillery/missile attack": "shelling",
    "chemical weapon": "chemical",
    "suicide bomb": "suicide",
    "remote explosive/landmine/ied": "bombing",
    "armed clash": "clash",
    "attack": "assault",
    "abduction/forced disappearance": "abduction",
}
_AGAINST_CIVILIANS = "violence against civilians"
_NAMES = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "inter1", "actor2",
    "inter2", "civilian_targeting", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
    "geo_precision", "source_scale", "fatalities", "timestamp", "deleted_timestamp",
)  # fmt: skip


def read(fields: Fields) -> Recorded:
    """One event, or one that the deletions name. The two actors carry no direction: none is taken for the attacker."""
    sub_type = cells.text(fields, "sub_event_type")
    told = (
        ("Event", ", ".join(filter(None, (cells.text(fields, "event_type"), sub_type)))),
        ("Actors, without direction", " and ".join(filter(None, (_actor(fields, 1), _actor(fields, 2))))),
        ("Targeting", cells.text(fields, "civilian_targeting")),
        ("Scale of the sources", cells.text(fields, "source_scale")),
    )
    return Recorded(
        key=cells.needed(fields, "event_id_cnty"),
        days=_days(fields),
        where=_where(fields),
        numbers=_numbers(fields),
        event=_EVENTS.get(sub_type.lower()),
        published=_stamped(fields, "timestamp"),
        remarks=tuple((label, words) for label, words in told if words),
        is_withdrawn=bool(cells.text(fields, "deleted_timestamp")),
    )


def _actor(fields: Fields, number: int) -> str:
    """An actor with the kind that it is of, told by number or by label."""
    name, kind = cells.text(fields, f"actor{number}"), cells.text(fields, f"inter{number}")
    if kind.isdecimal():
        kind = cells.code(fields, f"inter{number}", _INTER) or ""
    return f"{name} ({kind.lower()})" if name and kind and kind != _INTER[0] else name


def _days(fields: Fields) -> Days | None:
    """A week or a month around the day that stands there, where the day is not known."""
    found, precision = cells.days(fields, "event_date"), cells.code(fields, "time_precision", _TIME_PRECISION)
    if found is None or found.start is None or precision in (None, TimePrecision.DAY):
        return found
    around = replace(found, precision=precision or found.precision, rule="acled:time_precision")
    if precision is TimePrecision.WEEK:
        week = timedelta(days=6)
        return replace(around, start=found.start - week, end=found.start + week)
    next_month = (found.start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return replace(around, start=found.start.replace(day=1), end=next_month - timedelta(days=1))


def _where(fields: Fields) -> Where | None:
    lat, lon = cells.point(fields, "latitude", "longitude")
    number = cells.code(fields, "geo_precision", {code: code for code in (1, 2, 3)})
    within = ", ".join(filter(None, (cells.text(fields, f"admin{level}") for level in (3, 2, 1))))
    country = cells.text(fields, "country")
    if not (name := cells.text(fields, "location") or within or country):
        return None
    return Where(
        name=name, lat=lat, lon=lon, precision=precision_of_acled(number or 0), country=country,
        within=within if within != name else "", rule=f"acled:geo_precision {number}" if number else "acled",
    )  # fmt: skip


def _numbers(fields: Fields) -> tuple[Number, ...]:
    """Nought is no fatality reported, which is not "nobody died". Of violence against civilians alone the number says whom it may mean."""
    fatalities = cells.count(fields, "fatalities")
    if not fatalities:
        return ()
    is_against_civilians = cells.text(fields, "event_type").lower() == _AGAINST_CIVILIANS
    return (
        Number(
            harm=Harm.KILLED,
            status=Status.UNKNOWN,
            min=fatalities,
            max=fatalities,
            is_mixed=not is_against_civilians,
        ),
    )


def _stamped(fields: Fields, column: str) -> date | None:
    """The day of a time that is counted in seconds; a later upload of the event has a later one."""
    written = cells.text(fields, column)
    if not written:
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise BadCell(column, "no time in seconds", "export the file again") from None


ACLED = Form(
    kind=Kind.ACLED,
    recorder="Armed Conflict Location & Event Data",
    version="1",
    fields={name: () for name in _NAMES},
    needs=("event_id_cnty",),
    read=read,
)
