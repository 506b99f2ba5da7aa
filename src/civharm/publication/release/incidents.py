"""The table of incidents, under the column names of Airwars' old public file (METHOD 1.8), ours after them; and with HXL tags."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart
from civharm.model.incidents import Incident
from civharm.model.notes import Note
from civharm.model.places import Place
from civharm.model.times import When
from civharm.model.victims import Person
from civharm.publication.cells import Cell, date_cell, joined
from civharm.publication.crosswalk import acled_geo_precision, grid_of, ucdp_where_prec
from civharm.publication.incident_lines import overrides_of
from civharm.publication.release.tables import Column, Kind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An incident with its assessment, None where there is none; with its victims, withheld, and its public notes.

    `report_of` gives the reports that its claims stand in, by the claims' ids.
    """

    incident: Incident
    assessment: Assessment | None
    people: tuple[Person, ...] = ()
    notes: tuple[Note, ...] = ()
    report_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place | None:
        return self.incident.where

    @property
    def located(self) -> Place | None:
        """The place, where it has a point."""
        return self.place if self.place and self.place.is_located else None


def of_place(tell: Callable[[Place], Cell]) -> Callable[[Published], Cell]:
    """Told of the place; unknown without one."""
    return lambda each: tell(each.place) if each.place else None


def of_located(tell: Callable[[Place], Cell]) -> Callable[[Published], Cell]:
    """Told of the place that has a point; unknown without one."""
    return lambda each: tell(each.located) if each.located else None


def of_assessment(tell: Callable[[Assessment], Cell]) -> Callable[[Published], Cell]:
    """Told of the assessment; unknown without one."""
    return lambda each: tell(each.assessment) if each.assessment else None


def of_when(tell: Callable[[When], Cell]) -> Callable[[Published], Cell]:
    """Told of the time; unknown without one."""
    return lambda each: tell(each.incident.when) if each.incident.when else None


def bound(end: str, harm: Harm, status: Status, group: str = "all") -> Callable[[Published], Cell]:
    """The minimum or maximum that holds, as people or the rules set it."""

    def tell(assessment: Assessment) -> Cell:
        toll = assessment.toll(harm, status, group)
        value: int | None = getattr(toll, end).value if toll else None
        return value

    return of_assessment(tell)


def parties(each: Published) -> Cell:
    return joined(party.name for party in each.incident.parties)


def attackers(each: Published) -> Cell:
    return joined(party.name for party in each.incident.parties if party.part is PartyPart.ATTACKER)


def clusters(each: Published) -> Cell:
    """How many reports count, each cluster once."""
    return each.assessment.independent_clusters if each.assessment else len(each.incident.clusters)


def _set_by_hand(assessment: Assessment) -> Cell:
    """The columns that a person set, each with what the machine has instead."""
    shown = (each for each in overrides_of(assessment) if each["field"])
    return joined(f"{each['field']} (machine: {_unknown(each['machine'])})" for each in shown)


def _unknown(value: object) -> object:
    return "unknown" if value is None else value


def _tolls() -> tuple[Column[Published], ...]:
    counted = (
        ("Civilians Killed", Harm.KILLED, Status.CIVILIAN),
        ("Civilians Injured", Harm.INJURED, Status.CIVILIAN),
        ("Militants Killed", Harm.KILLED, Status.COMBATANT),
    )
    return tuple(
        Column(
            name=f"{words} {end.title()}",
            meaning=f"{'Lowest' if end == 'min' else 'Highest'} credible number of {words.lower()}; empty is unknown, never 0.",
            kind=Kind.INTEGER,
            of=bound(end, harm, status),
        )
        for words, harm, status in counted
        for end in ("min", "max")
    )


INCIDENTS: Table[Published] = Table(
    name="incidents",
    title="Incidents: one row each, by the column names of Airwars' public file, then our own.",
    key=("Id",),
    columns=(
        Column(name="Unique Reference Code", meaning="Code of the incident, given once.", of=lambda each: each.incident.code),
        Column(name="Permalink", meaning="Address of the record; empty where it is not on the web.", of=lambda each: None),
        Column(name="Country", meaning="ISO 3166 code.", of=of_place(lambda place: place.country)),
        Column(name="Date", meaning="Day of the event, or an interval of days (ISO 8601; .. is unknown).",
               of=lambda each: date_cell(each.incident.when)),
        Column(name="Grading", meaning="How well the harm is supported, as a person signed it.",
               of=of_assessment(lambda one: one.grading.value if one.grading else None)),
        Column(name="Latitude", meaning="WGS 84; the centre of the area within Radius M.", kind=Kind.NUMBER,
               of=of_place(lambda place: place.lat)),
        Column(name="Longitude", meaning="WGS 84.", kind=Kind.NUMBER, of=of_place(lambda place: place.lon)),
        Column(name="Strike Status", meaning="Whether the party named did it.",
               of=of_assessment(lambda one: one.standing_strike_status.value)),
        Column(name="Geolocation Accuracy", meaning="Rung of the ladder of precision.",
               of=of_place(lambda place: place.precision.value)),
        *_tolls(),
        Column(name="Belligerents List", meaning="All parties that claims name, with a semicolon between.", of=parties),
        Column(name="Proposed Grading", meaning="The machine's proposal; no person's word.",
               of=of_assessment(lambda one: one.proposed_grading.value if one.proposed_grading else None)),
        Column(name="Location", meaning="Name of the place.", of=of_place(lambda place: place.name)),
        Column(name="Independent Clusters", meaning="Clusters of reporting that do not copy each other.",
               kind=Kind.INTEGER, of=clusters),
        Column(name="Reports", meaning="Reports behind the incident.", kind=Kind.INTEGER,
               of=lambda each: each.incident.report_count),
        Column(name="Status", meaning="How far the record has come: machine, reviewed …",
               of=lambda each: each.incident.status.value),
        Column(name="Id", meaning="Id of the incident in all tables.", of=lambda each: each.incident.id),
        Column(name="Radius M", meaning="The event lies within so many metres of the point.", kind=Kind.INTEGER,
               of=of_located(lambda place: place.radius_m)),
        Column(name="Located By", meaning="What gave the point.", of=of_located(lambda place: place.located_by.value)),
        Column(name="MGRS", meaning="Square of the military grid, no finer than the radius.",
               of=of_located(grid_of)),
        Column(name="ACLED Geo Precision", meaning="ACLED's code for how exactly the place is known.",
               kind=Kind.INTEGER, of=of_place(acled_geo_precision)),
        Column(name="UCDP Where Prec", meaning="UCDP's code for the same.", kind=Kind.INTEGER,
               of=of_place(ucdp_where_prec)),
        Column(name="Set By Hand", meaning="Numbers and statuses that a person set, with the machine's.",
               of=of_assessment(_set_by_hand)),
        Column(name="Signed Off", meaning="yes where a second person stands behind the grading.",
               of=lambda each: "yes" if each.assessment and each.assessment.is_signed_off else "no"),
        Column(name="Aliases", meaning="Other ids and codes of the incident: those that it had, and of what was merged into it.",
               of=lambda each: joined(each.incident.aliases)),
        Column(name="Event", meaning="Kind of attack that most reports name.", of=lambda each: each.incident.event),
        Column(name="Parties", meaning="Parties named, each with its part: attacker, victim, target, holder or claimant.",
               of=lambda each: joined(f"{party.name} ({party.part.value})" for party in each.incident.parties)),
    ),
)  # fmt: skip
