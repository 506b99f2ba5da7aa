"""Airwars' incidents: the new table, and the old public file in CSV or JSON (METHOD 1.8), which our releases have too."""

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.recorded import BadCell, Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.places import PlacePrecision

_STATUSES = {
    "civilians": Status.CIVILIAN,
    "militants": Status.COMBATANT,
    "belligerents": Status.COMBATANT,
}
_GROUPS = ("children", "women", "men")
_HARMS = {"killed": Harm.KILLED, "injured": Harm.INJURED}
_COUNTS = tuple(
    (f"{who}_{harm}_min", f"{who}_{harm}_max", _HARMS[harm], status, group)
    for harm in _HARMS
    for who, status, group in (
        *((who, status, "all") for who, status in _STATUSES.items()),
        *((group, Status.CIVILIAN, group) for group in _GROUPS),
    )
)
_RUNGS = {
    **{rung.value: rung for rung in PlacePrecision},
    "province_governorate": PlacePrecision.PROVINCE,
    "province/governorate": PlacePrecision.PROVINCE,
    "neighbourhood_area": PlacePrecision.NEIGHBOURHOOD,
    "neighbourhood/area": PlacePrecision.NEIGHBOURHOOD,
    "exact_location_coalition": PlacePrecision.EXACT,
    "exact_location_other": PlacePrecision.EXACT,
}
#: Ways in which the ladder's finest rungs begin; who located it stands behind in brackets.
_EXACT = ("exact_location", "within_100m", "within_1m")
_OLD = {
    "code": ("unique reference code", "unique_reference_code"),
    "permalink": (),
    "country": ("country_name",),
    "date": (),
    "date_end": (),
    "latitude": (),
    "longitude": (),
    "location_name": ("location",),
    "accuracy": ("geolocation accuracy", "geolocation_accuracy", "geolocation_accuracy_name"),
    "radius_m": (),
    "strike_status": ("strike_status_name",),
    "grading": ("civilian_harm_status_name",),
    "belligerents": ("belligerents list", "belligerents_list", "belligerent_list"),
    "strike_type": ("strike_type_name",),
    "post_published": (),
    "post_status": (),
}
_EVENTS = {
    "airstrike": "airstrike",
    "airstrike and/or artillery": "bombing",
    "artillery": "shelling",
    "drone strike": "airstrike",
}
_TAKEN_BACK = frozenset({"withdrawn", "trash"})


def read(fields: Fields) -> Recorded:
    """One incident. Its grading and strike status are Airwars' own judgement, told beside the claim and never taken over."""
    told = (
        ("Grading by the recorder", cells.text(fields, "grading")),
        ("Strike status by the recorder", cells.text(fields, "strike_status")),
        ("Accuracy of the place by the recorder", cells.text(fields, "accuracy")),
    )
    names = (name.strip() for name in cells.text(fields, "belligerents").replace("|", ";").split(";"))
    return Recorded(
        key=cells.needed(fields, "code"),
        days=cells.days(fields, "date", "date_end"),
        where=where(fields),
        numbers=numbers(fields),
        attackers=tuple(filter(None, names)),
        event=_EVENTS.get(cells.text(fields, "strike_type").lower()),
        url=cells.text(fields, "permalink") or None,
        published=cells.day(fields, "post_published"),
        remarks=tuple((label, words) for label, words in told if words),
        is_withdrawn=cells.text(fields, "post_status").lower() in _TAKEN_BACK,
    )


def where(fields: Fields) -> Where | None:
    lat, lon = cells.point(fields, "latitude", "longitude")
    name, country = cells.text(fields, "location_name"), cells.text(fields, "country")
    if not (name or country):
        return None
    return Where(
        name=name or country, lat=lat, lon=lon, precision=rung(fields), country=country, rule="airwars:accuracy",
        radius_m=cells.count(fields, "radius_m"),
    )  # fmt: skip


def rung(fields: Fields) -> PlacePrecision:
    written = cells.text(fields, "accuracy").lower().partition("(")[0].strip().replace(" ", "_")
    if not written:
        return PlacePrecision.UNKNOWN
    if written.startswith(_EXACT):
        return PlacePrecision.EXACT
    if written not in _RUNGS:
        raise BadCell("accuracy", "no accuracy that Airwars has", "compare the row with Airwars' own record")
    return _RUNGS[written]


def numbers(fields: Fields) -> tuple[Number, ...]:
    found = (
        cells.number(fields, (low, high), harm, status, group=group)
        for low, high, harm, status, group in _COUNTS
    )
    return tuple(each for each in found if each)


AIRWARS = Form(
    kind=Kind.AIRWARS,
    recorder="Airwars",
    version="1",
    fields=_OLD | {name: (name.replace("_", " "),) for low, high, *_ in _COUNTS for name in (low, high)},
    needs=("code", "date"),
    read=read,
)
