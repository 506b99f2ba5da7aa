"""The incidents with HXL tags (METHOD 4.2): a second row of tags, unknown an empty cell."""

from datetime import date

from civharm.model.casualties import Harm, Status
from civharm.publication.cells import Cell
from civharm.publication.release.incidents import (
    Published,
    attackers,
    bound,
    of_assessment,
    of_place,
    of_when,
)
from civharm.publication.release.tables import Column, Kind, Table

_COUNTED = (
    ("killed_civilians", "#affected+killed+civilians", Harm.KILLED, Status.CIVILIAN, "all"),
    ("injured_civilians", "#affected+injured+civilians", Harm.INJURED, Status.CIVILIAN, "all"),
    ("killed_children", "#affected+killed+children", Harm.KILLED, Status.CIVILIAN, "children"),
    ("killed_women", "#affected+killed+f+adults", Harm.KILLED, Status.CIVILIAN, "women"),
    ("killed_men", "#affected+killed+m+adults", Harm.KILLED, Status.CIVILIAN, "men"),
    ("killed_combatants", "#affected+killed+combatants", Harm.KILLED, Status.COMBATANT, "all"),
)


def _day(day: date | None) -> Cell:
    return str(day) if day else None


def _counts() -> tuple[Column[Published], ...]:
    return tuple(
        Column(
            name=f"{name}_{end}",
            meaning=f"{end}imum of {name.replace('_', ' ')}; empty is unknown.",
            kind=Kind.INTEGER,
            hxl=f"{tag}+{end}",
            of=bound(end, harm, status, group),
        )
        for name, tag, harm, status, group in _COUNTED
        for end in ("min", "max")
    )


HXL: Table[Published] = Table(
    name="incidents.hxl",
    title="The incidents with HXL tags.",
    key=("code",),
    is_csv_alone=True,
    columns=(
        Column(name="code", meaning="Code of the incident.", hxl="#event+id+code", of=lambda each: each.incident.code),
        Column(name="first_day", meaning="First day.", kind=Kind.DATE, hxl="#date+occurred+start",
               of=of_when(lambda when: _day(when.start))),
        Column(name="last_day", meaning="Last day.", kind=Kind.DATE, hxl="#date+occurred+end",
               of=of_when(lambda when: _day(when.end))),
        Column(name="date_precision", meaning="How exactly the time is known.", hxl="#meta+date+precision",
               of=of_when(lambda when: when.precision.value)),
        Column(name="country", meaning="ISO 3166 code.", hxl="#country+code", of=of_place(lambda place: place.country)),
        Column(name="place", meaning="Place.", hxl="#loc+name", of=of_place(lambda place: place.name)),
        Column(name="latitude", meaning="WGS 84.", kind=Kind.NUMBER, hxl="#geo+lat", of=of_place(lambda place: place.lat)),
        Column(name="longitude", meaning="WGS 84.", kind=Kind.NUMBER, hxl="#geo+lon", of=of_place(lambda place: place.lon)),
        Column(name="place_precision", meaning="Rung of the ladder of precision.", hxl="#geo+precision",
               of=of_place(lambda place: place.precision.value)),
        Column(name="event", meaning="What happened.", hxl="#event+type", of=lambda each: each.incident.event),
        Column(name="attackers", meaning="Parties suspected or known.", hxl="#group+name+attacker", of=attackers),
        Column(name="strike_status", meaning="Whether the party did it.", hxl="#status+strike",
               of=of_assessment(lambda one: one.standing_strike_status.value)),
        Column(name="grading", meaning="The grading a person signed.", hxl="#status+harm",
               of=of_assessment(lambda one: one.grading.value if one.grading else None)),
        *_counts(),
        Column(name="reports", meaning="Reports behind the incident.", kind=Kind.INTEGER, hxl="#meta+source+num",
               of=lambda each: each.incident.report_count),
    ),
)  # fmt: skip
