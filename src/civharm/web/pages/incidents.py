"""The first page: map, timeline, totals per grade and the table of incidents."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from civharm.catalogue.record import Index
from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident
from civharm.web.naming import party_name
from civharm.web.pages.maps import MapScene, incidents_scene
from civharm.web.pages.parts import GradeMark, grade_mark
from civharm.web.pages.timeline import Dated, Timeline, draw_timeline
from civharm.web.pages.totals import Totals, killed_bounds, toll_words, totals_of
from civharm.web.terms import event_title, term_words
from civharm.web.words import listed, place_words, range_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident as the table and the map's list show it. Where no harm to civilians is alleged, no total has it."""

    id: str
    code: str
    title: str
    day: str
    when: str
    place: str
    killed: str
    killed_min: int | None
    killed_max: int | None
    is_alleged: bool
    injured: str
    militants: str
    grade: GradeMark
    strike_status: str
    parties: tuple[str, ...]
    clusters: int | None
    reports: int
    lacks: tuple[str, ...]

    @property
    def party_names(self) -> str:
        """The parties as one attribute value for the filter."""
        return "|".join(self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsPage:
    """Everything on the first page, in order. `relations` are what the browser needs to add up as the server does."""

    rows: tuple[IncidentRow, ...]
    leads: tuple[IncidentRow, ...]
    grades: tuple[GradeMark, ...]
    places: tuple[str, ...]
    parties: tuple[str, ...]
    totals: Totals
    relations: tuple[tuple[str, str, bool], ...]
    timeline: Timeline
    scene: MapScene
    reports: int
    claims: int

    @property
    def unalleged(self) -> int:
        """How many incidents of the table are in no total."""
        return sum(not row.is_alleged for row in self.rows)


def incidents_page(index: Index) -> IncidentsPage:
    """Incidents newest last; the undated after the dated."""
    rows = sorted((incident_row(index, each) for each in index.record.incidents), key=_by_day)
    marks = {row.grade.slug: GradeMark(grading=row.grade.grading, is_signed=True) for row in rows}
    return IncidentsPage(
        rows=tuple(rows),
        leads=tuple(incident_row(index, each) for each in index.record.leads),
        grades=tuple(marks[slug] for slug in sorted(marks)),
        places=tuple(sorted({row.place for row in rows})),
        parties=tuple(sorted({party for row in rows for party in row.parties})),
        totals=totals_of(index.known),
        relations=tuple((one.left, one.right, one.is_sure_part) for one in index.record.relations),
        timeline=draw_timeline(_dated(index, each) for each in index.record.incidents),
        scene=incidents_scene(index),
        reports=len(index.record.reports),
        claims=len(index.record.claims),
    )


def incident_row(index: Index, incident: Incident) -> IncidentRow:
    assessment = index.assessments.get(incident.id)
    low, high = killed_bounds(assessment)
    start = incident.when.start if incident.when else None
    return IncidentRow(
        id=incident.id,
        code=incident.code,
        title=incident_title(incident),
        day=start.isoformat() if start else "",
        when=when_words(incident.when),
        place=place_words(incident.where),
        killed=toll_words(assessment, Harm.KILLED),
        killed_min=low,
        killed_max=high,
        is_alleged=assessment is not None and assessment.harm_reported,
        injured=toll_words(assessment, Harm.INJURED),
        militants=toll_words(assessment, Harm.KILLED, Status.COMBATANT),
        grade=grade_mark(assessment),
        strike_status=_strike_words(assessment),
        parties=attackers(incident),
        clusters=assessment.independent_clusters if assessment else None,
        reports=incident.report_count,
        lacks=tuple(term_words(lack) for lack in incident.lacks),
    )


def _strike_words(assessment: Assessment | None) -> str:
    if assessment is None or assessment.signed_strike_status is None:
        return term_words(assessment.strike_status if assessment else None)
    words = {
        "words": term_words(assessment.signed_strike_status),
        "machine": term_words(assessment.strike_status),
    }
    return _("%(words)s (set by hand; machine: %(machine)s)") % words


def incident_title(incident: Incident) -> str:
    """What happened and where: `Airstrike, Nahrawan`."""
    return listed((event_title(incident.event), place_words(incident.where)))


def attackers(incident: Incident) -> tuple[str, ...]:
    """Names of the parties that claims say attacked, each once."""
    return tuple(
        dict.fromkeys(party_name(party.name) for party in incident.parties if party.part == "attacker")
    )


def _by_day(row: IncidentRow) -> tuple[bool, str, str]:
    return (not row.day, row.day, row.code)


def _dated(index: Index, incident: Incident) -> Dated:
    low, high = killed_bounds(index.assessments.get(incident.id))
    label = f"{listed((when_words(incident.when), place_words(incident.where)))}: {range_words(low, high)}"
    return Dated(id=incident.id, label=label, when=incident.when, min=low, max=high)
