"""An incident of the catalogue in words: unknown is said, a machine's grade never looks like a person's."""

from dataclasses import dataclass
from datetime import date

from civharm.catalogue.asking import UNGRADED, IncidentLine
from civharm.model.assessments import Grading
from civharm.model.times import TimePrecision, When
from civharm.web.naming import country_name, party_name, place_name
from civharm.web.pages.parts import GradeMark
from civharm.web.terms import event_title, event_words, term_words
from civharm.web.words import left_to_right, listed, range_words, when_words

_OF_A_DAY = frozenset({TimePrecision.EXACT, TimePrecision.DAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as the table and the results of a search show it."""

    id: str
    code: str
    title: str
    when: str
    killed: str
    injured: str
    militants: str
    grade: GradeMark
    proposed: str | None
    strike: str
    parties: tuple[str, ...]
    clusters: int | None
    reports: int
    event: str
    country: str
    precision: str
    changed: str
    is_lead: bool
    lacks: tuple[str, ...]
    has_disagreement: bool


def row_of(line: IncidentLine) -> Row:
    return Row(
        id=line.id,
        code=line.code,
        title=title_of(line),
        when=period_words(line.when_start, line.when_end, line.when_precision),
        killed=range_words(line.killed_min, line.killed_max),
        injured=range_words(line.injured_min, line.injured_max),
        militants=range_words(line.combatants_killed_min, line.combatants_killed_max),
        grade=mark_of(line),
        proposed=_machines(line),
        strike=term_words(line.strike_status),
        parties=tuple(map(party_name, line.parties)),
        clusters=line.clusters,
        reports=line.reports,
        event=event_words(line.event),
        country=country_name(line.country) if line.country else term_words(None),
        precision=term_words(line.precision),
        changed=left_to_right(f"{line.changed_at:%Y-%m-%d %H:%M}") if line.changed_at else "–",
        is_lead=line.status == "lead",
        lacks=tuple(term_words(lack) for lack in line.lacks),
        has_disagreement=line.has_disagreement,
    )


def title_of(line: IncidentLine) -> str:
    """What happened and where: `Airstrike, Nahrawan`."""
    return listed((event_title(line.event), _place(line)))


def _place(line: IncidentLine) -> str:
    if not line.place:
        return term_words("unplaced")
    return place_name(line.place, None if line.lat is None or line.lon is None else (line.lat, line.lon))


def mark_of(line: IncidentLine) -> GradeMark:
    """The grade that holds, and whether a person signed it."""
    held = line.signed or line.proposed
    grading = Grading(held) if held and held != UNGRADED else None
    return GradeMark(grading=grading, is_signed=line.signed is not None)


def _machines(line: IncidentLine) -> str | None:
    """What the machine proposes where a person signed something else."""
    if line.signed is None or line.proposed == line.signed:
        return None
    return term_words(line.proposed or UNGRADED)


def period_words(start: date | None, end: date | None, precision: str | None = None) -> str:
    """An interval as people write it; `undated` where there is none.

    The catalogue sorts what has an end alone by that end: one day known as a range is "until" that day.
    """
    known = TimePrecision(precision) if precision in set(TimePrecision) else TimePrecision.UNKNOWN
    if start == end and precision is not None and known not in _OF_A_DAY:
        start = None
    return when_words(When(start=start, end=end, precision=known, words="") if start or end else None)
