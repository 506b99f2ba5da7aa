"""What the pages of the site show beside that which the casebook's pages show as well."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from civharm.assessments.totals import Counting, Total, headline
from civharm.catalogue.record import Index
from civharm.model.casualties import Harm
from civharm.publication.release.changes import Change
from civharm.publication.release.incidents import Published
from civharm.publication.release.tables import Table
from civharm.web.pages.incident import IncidentPage, incident_page
from civharm.web.pages.incidents import IncidentsPage, incidents_page
from civharm.web.pages.totals import GradeTotal
from civharm.web.site.record import PublicRecord

AnyTable = Table[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A number that may be spoken, with what it leaves out, by grade."""

    harm: Harm
    total: Total
    left_out: tuple[GradeTotal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The first page: the headline above the map, the timeline and the list."""

    overview: IncidentsPage
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A public note, without who wrote it."""

    written_at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicIncident:
    """An incident's page, what changed in it since the release before, and what the team says of it."""

    page: IncidentPage
    changes: tuple[Change, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of the release."""

    path: str
    title: str


def start_page(index: Index, *, claims: int) -> StartPage:
    overview = replace(incidents_page(index), claims=claims)
    return StartPage(
        overview=overview, headlines=tuple(_headline(index, harm) for harm in (Harm.KILLED, Harm.INJURED))
    )


def _headline(index: Index, harm: Harm) -> Headline:
    spoken = headline(index.known, Counting(harm=harm))
    return Headline(
        harm=harm,
        total=spoken.total,
        left_out=tuple(GradeTotal(grading=each, total=found) for each, found in spoken.excluded.items()),
    )


def public_incident(public: PublicRecord, shown: Published, changes: tuple[Change, ...]) -> PublicIncident:
    index = public.of(shown)
    return PublicIncident(
        page=incident_page(index, index.incidents[shown.incident.id]),
        changes=changes,
        notes=tuple(NoteView(written_at=note.decision.decided_at, words=note.words) for note in shown.notes),
    )


def downloads(tables: Mapping[str, AnyTable]) -> tuple[Download, ...]:
    """The tables; the template names the other files."""
    return tuple(Download(path=path, title=table.title) for path, table in tables.items())
