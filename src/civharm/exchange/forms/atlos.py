"""Atlos' export of a project, as CSV, JSON or whole: what investigators ticked of an incident, its day and its point; never their sentences.

Atlos counts nobody: "Death/Civilian" is at least one. Kinds of incidents are of all sorts, so that a row is a claim only
where what was ticked tells of violence, or of people who were harmed and of no other cause.
"""

from collections.abc import Iterator

from civharm.exchange import cells
from civharm.exchange.cells import Fields
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.platforms import atlos_rows
from civharm.exchange.recorded import BadCell, Number, Recorded, Where
from civharm.model.casualties import Harm, Status
from civharm.model.places import PlacePrecision

_VIOLENT = (
    "Military Activity/Strike", "Military Activity/Explosion", "Military Activity/Combat",
    "Military Activity/Execution", "Policing/Use of Force", "Civilian Activity/Violence",
)  # fmt: skip
_HARMS = {"Death": Harm.KILLED, "Injury": Harm.INJURED}
_STATUSES = {"Civilian": Status.CIVILIAN, "Combatant": Status.COMBATANT}
_STAGES = (
    "Unclaimed", "To Do", "In Progress", "Help Needed", "Ready for Review", "Needs Upload", "Completed", "Cancelled",
)  # fmt: skip
_WARNINGS = ("Personal Information Visible", "Graphic Violence", "Deleted by Source")
_FALSE = "Deceptive or Misleading"
_HIDDEN = "Hidden"
_CANCELLED = "Cancelled"
#: Rungs by what the platform says of its three, and the radius that it gives each.
_RUNGS = {
    "exact": (PlacePrecision.EXACT, 10),
    "vicinity": (PlacePrecision.LANDMARK, 100),
    "locality": (PlacePrecision.NEIGHBOURHOOD, 1_000),
}


def read(fields: Fields) -> Recorded:
    """One incident. Only what the platform itself offers to tick is told: a project's own options may name people."""
    key = cells.needed(fields, "slug")
    restrictions, sensitive = cells.text(fields, "restrictions"), cells.text(fields, "sensitive")
    if _HIDDEN in restrictions:
        raise BadCell(
            "restrictions", "hidden in Atlos", "ask there whether it may leave, and export it unhidden"
        )
    kinds, numbers = cells.text(fields, "type"), tuple(_numbers(cells.text(fields, "impact")))
    violent, is_false = _ticked(kinds, _VIOLENT), _FALSE in sensitive
    status = cells.text(fields, "status")
    told = (
        ("Incident type", ", ".join(violent)),
        ("Stage of the investigation", status if status in _STAGES else ""),
        ("Material", ", ".join(_ticked(sensitive, (*_WARNINGS, _FALSE)))),
        ("Source material", cells.text(fields, "material")),
    )
    return Recorded(
        key=key,
        days=cells.days(fields, "date"),
        where=_where(fields),
        numbers=numbers,
        is_harm_told=not is_false and bool(violent or (numbers and not kinds)),
        remarks=tuple((label, words) for label, words in told if words),
        is_withdrawn=status == _CANCELLED,
    )


def _ticked(written: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the known options stand in a cell that lists some."""
    options = {option.strip() for option in written.split(",")}
    return tuple(option for option in known if option in options)


def _numbers(impact: str) -> Iterator[Number]:
    """At least one of whom the options name; "Death" without a word of whom is of nobody in particular."""
    for head, harm in _HARMS.items():
        named = [status for tail, status in _STATUSES.items() if _ticked(impact, (f"{head}/{tail}",))]
        for status in named:
            yield Number(harm=harm, status=status, min=1, max=None)
        if not named and _ticked(impact, (head,)):
            yield Number(harm=harm, status=Status.UNKNOWN, min=1, max=None, is_mixed=True)


def _where(fields: Fields) -> Where | None:
    """The point; it has no name but its degrees where nobody wrote what it is near to."""
    lat, lon = cells.point(fields, "latitude", "longitude")
    near = cells.text(fields, "near")
    if lat is None:
        return Where(name=near, rule="atlos") if near else None
    written = cells.text(fields, "resolution").lower()
    if written and written not in _RUNGS:
        raise BadCell("resolution", "no precision that Atlos has", f"write one of {', '.join(_RUNGS)}")
    precision, radius = _RUNGS.get(written, (PlacePrecision.UNKNOWN, None))
    return Where(
        name=near or f"{lat:.5f}, {lon:.5f}", lat=lat, lon=lon, precision=precision,
        rule=f"atlos:{written or 'no precision'}", radius_m=radius,
    )  # fmt: skip


ATLOS = Form(
    kind=Kind.ATLOS,
    recorder=None,
    version="1",
    fields={
        "slug": (),
        "date": ("date recorded", "date_recorded"),
        "status": (),
        "type": ("incident type",),
        "impact": (),
        "latitude": (),
        "longitude": (),
        "near": ("reported near", "general_location"),
        "resolution": ("geolocation_resolution", "precision"),
        "restrictions": (),
        "sensitive": ("sensitivity",),
        "material": (),
    },
    needs=("slug", "status"),
    read=read,
    rows=atlos_rows,
    long=frozenset({"material"}),
)
