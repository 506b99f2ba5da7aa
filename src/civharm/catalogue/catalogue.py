"""The catalogue: what all lists, searches, maps, queues and pages are asked of. Look here for what can be asked.

Every question says what who asks may see (`walls`): there is no other way to the rows.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from civharm.catalogue import counting, finding, hiding, layering, listing, marking, pages, working
from civharm.catalogue.answers import Answers
from civharm.catalogue.asking import (
    ClaimFilter,
    ClaimsFound,
    Facets,
    Held,
    Histogram,
    HitsFound,
    IncidentFilter,
    IncidentName,
    IncidentsFound,
    IncidentSort,
    Kind,
    Paging,
    Queue,
    QueueFound,
    QueueLine,
    ReportFilter,
    ReportsFound,
    ReportSort,
    SavedSearch,
    Step,
    TotalsByGrade,
    Worker,
)
from civharm.catalogue.marks import Counted, Point
from civharm.catalogue.models import MarkRow
from civharm.catalogue.record import Record
from civharm.catalogue.sight import Sight
from civharm.catalogue.updating import Shown, bring_up_to_date, forget, shown_by
from civharm.catalogue.walls import EVERYTHING, Walls
from civharm.places.view import WORLD, View

if TYPE_CHECKING:
    from civharm.casebook.state import State
    from civharm.casebook.store import Casebook

_Answer = TypeVar("_Answer")
_FIRST_PAGE = Paging()
_ALL_INCIDENTS, _ALL_REPORTS = IncidentFilter(), ReportFilter()


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The catalogue of a casebook. One for a process: numbers that take long are worked out once for each state of it."""

    casebook: "Casebook"
    _answers: Answers = field(default_factory=Answers, init=False, repr=False, compare=False)
    _updating: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def update(self) -> int:
        """Bring the rows up to the casebook; how many that changed. Quick where nothing has happened."""
        with self._updating:
            return bring_up_to_date(self.casebook)

    def mend(self) -> bool:
        """Throw rows away that somebody damaged: the next look makes them anew. True if they were; for the start of a server."""
        from civharm.catalogue.mending import mend

        with self._updating:
            return mend(self.casebook)

    def is_damaged(self) -> bool:
        """True if rows are gone that nobody took away: pages would tell of less than there is."""
        from civharm.catalogue.mending import is_damaged

        with self._updating:
            return is_damaged(self.casebook)

    def remake(self) -> None:
        """Throw the tables away, whatever is left of them, and make them anew, empty; searches that people keep stay."""
        from civharm.catalogue.mending import remake

        with self._updating:
            remake(self.casebook)

    def rebuild(self) -> int:
        """Throw all rows away that are made of the casebook, and make them anew."""
        with self._updating:
            forget(self.casebook.alias)
            return bring_up_to_date(self.casebook)

    def shown(self) -> Shown | None:
        """Of which moment of the casebook the rows are; None where there are none yet."""
        return shown_by(self.casebook)

    def seen(self) -> "State":
        """The casebook as it was when the rows were made of it: what people see who look at them."""
        from civharm.casebook.state import State

        shown = self.shown()
        return State(self.casebook.alias, lasts=shown.lasts if shown else {})

    # Incidents

    def incidents(
        self,
        wanted: IncidentFilter = _ALL_INCIDENTS,
        *,
        walls: Walls,
        sort: IncidentSort = IncidentSort.WHEN,
        is_descending: bool = True,
        paging: Paging = _FIRST_PAGE,
    ) -> IncidentsFound:
        """A piece of the list, sorted, with how many there are. Raises InvalidInput for a bad search."""
        sight = self._sight(walls)
        lines = listing.incident_lines(sight, wanted, sort=sort, is_descending=is_descending, paging=paging)
        total = self.once(("count", wanted), walls, lambda: listing.count_incidents(sight, wanted))
        return IncidentsFound(lines=lines, total=total, start=paging.start)

    def incidents_within(self, first: date, last: date, *, walls: Walls) -> tuple[IncidentName, ...]:
        """What incidents of these days are called by, the latest first, fifty of them at most."""
        return listing.incidents_within(self._sight(walls), first, last)

    def facets(self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls) -> Facets:
        """How many incidents of the filter have which grade, country, party …"""
        return self.once(("facets", wanted), walls, lambda: counting.facets(self._sight(walls), wanted))

    def histogram(
        self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls, step: Step | None = None
    ) -> Histogram:
        """Incidents by time; for a timeline to brush over pass a filter without its period."""
        sight = self._sight(walls)
        return self.once(("histogram", wanted, step), walls, lambda: counting.histogram(sight, wanted, step))

    def totals(self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls) -> TotalsByGrade:
        """Civilians killed over the incidents of the filter, by the arithmetic of `civharm totals`."""
        return self.once(("totals", wanted), walls, lambda: counting.totals(self._sight(walls), wanted))

    def marks(self, wanted: IncidentFilter, view: View, *, walls: Walls) -> Counted:
        """The marks of a view of the map: cells, spots and areas with their grades, and what is not drawn, in numbers."""
        sight, wide = self._sight(walls), layering.widened(view)
        points = self.once(
            ("points", wanted), walls, lambda: self._points(sight, wanted, walls), is_large=True
        )
        layer = self.once(("marks", wanted, wide), walls, lambda: marking.layer(sight, points, wide))
        return layering.counted(layer, points.placing, view)

    def incidents_at(self, wanted: IncidentFilter, point: Point, *, walls: Walls) -> list[str]:
        """The ids of the incidents of a spot of the map, the latest first."""
        return marking.at(self._sight(walls), wanted, point)

    # Reports, claims, search

    def reports(
        self,
        wanted: ReportFilter = _ALL_REPORTS,
        *,
        walls: Walls,
        sort: ReportSort = ReportSort.PUBLISHED,
        is_descending: bool = True,
        paging: Paging = _FIRST_PAGE,
    ) -> ReportsFound:
        """A piece of the list of reports. Raises InvalidInput for a bad search."""
        sight = self._sight(walls)
        return listing.found_reports(sight, wanted, sort=sort, is_descending=is_descending, paging=paging)

    def report_titles(self, report_ids: Iterable[str], *, walls: Walls) -> dict[str, str]:
        """What to call these reports by, masked; those behind a wall are left out."""
        return listing.report_titles(self._sight(walls), report_ids)

    def names_of_files(self, report_ids: Iterable[str], *, walls: Walls) -> dict[str, tuple[str, ...]]:
        """The masked names of the files that these reports came in; those behind a wall are left out."""
        return pages.names_of_files(self._sight(walls), report_ids)

    def claims(self, wanted: ClaimFilter, *, walls: Walls, paging: Paging = _FIRST_PAGE) -> ClaimsFound:
        """A piece of the list of claims, the least confident first."""
        return listing.found_claims(self._sight(walls), wanted, paging)

    def search(self, text: str, *, walls: Walls, paging: Paging = _FIRST_PAGE) -> HitsFound:
        """Incidents and reports that have all the words; "phrases", beginnings*, -without. Raises InvalidInput."""
        return finding.search(self._sight(walls), text, paging=paging)

    # Pages

    def incident_record(self, incident_id: str, *, walls: Walls) -> Record:
        """The masked record of an incident's page. Raises NotFound, also for what lies behind a wall."""
        return pages.incident_record(self._sight(walls), incident_id)

    def report_record(self, report_id: str, *, walls: Walls) -> Record:
        """The masked record of a report's page. Raises NotFound, also for what lies behind a wall."""
        return pages.report_record(self._sight(walls), report_id)

    def claims_record(self, claims: Collection[str], *, walls: Walls) -> Record:
        """The masked record of the reports of some claims: for comparing two occurrences side by side."""
        return pages.claims_record(self._sight(walls), claims)

    def situation_record(self, *, walls: Walls) -> Record:
        """The masked record of what belongs to no single incident: control, displacement, figures of periods and areas."""
        return self.once("situation", walls, lambda: pages.situation_record(self._sight(walls)))

    def doubtful_record(self, *, walls: Walls, paging: Paging = _FIRST_PAGE) -> tuple[Record, int]:
        """The masked record of a piece of the pairs that may be one incident, and how many pairs there are."""
        return pages.doubtful_record(self._sight(walls), paging=paging)

    def incident_id(self, name: str, *, walls: Walls) -> str | None:
        """The id of the incident that has this id, code or alias."""
        return pages.incident_id_of(self._sight(walls), name)

    def hides(self, names: Collection[str], *, walls: Walls) -> bool:
        """True if one of these ids and codes names, or decides on, something behind a wall."""
        return hiding.hides(self._sight(walls), names)

    # Work

    def queue(self, wanted: Queue, *, walls: Walls, paging: Paging = _FIRST_PAGE) -> QueueFound:
        """A piece of a queue, the most urgent first, with who works on what."""
        return working.queue(self._sight(walls), wanted, paging=paging, now=self._now())

    def queue_counts(self, *, walls: Walls) -> dict[Queue, int]:
        """How much waits in each queue."""
        return self.once("queues", walls, lambda: working.queue_counts(self._sight(walls)))

    def queue_line(self, key: str, *, walls: Walls) -> QueueLine | None:
        """The task with this key, None where it is settled or may not be seen."""
        return working.queue_line(self._sight(walls), key, now=self._now())

    def all_held(self, *, walls: Walls) -> tuple[Held, ...]:
        """All that somebody works on now."""
        return working.all_held(self._sight(walls), now=self._now())

    def workers(self, subjects: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], Worker]:
        """Who works on these things."""
        return working.workers(self.casebook.alias, subjects, now=self._now())

    def take(self, kind: Kind, subject: str, *, person: str) -> Worker:
        """Say that a person works on something; who has it now: another one, where they were quicker."""
        return working.take(self.casebook.alias, kind, subject, person=person, now=self._now())

    def lapse(self, kind: Kind, subject: str, *, person: str) -> None:
        """Say that a person went away from it: unless they are back at once, they work on it no longer."""
        working.lapse(self.casebook.alias, kind, subject, person=person, now=self._now())

    def leave(self, kind: Kind, subject: str, *, person: str) -> None:
        """Say that a person works on it no longer."""
        working.leave(self.casebook.alias, kind, subject, person=person)

    def save_search(self, owner: str, name: str, query: str) -> None:
        """Keep a search under a name. Raises InvalidInput."""
        search = SavedSearch(owner=owner, name=name, query=query, saved_at=self._now())
        working.save_search(self.casebook.alias, search)

    def saved_searches(self, owner: str) -> tuple[SavedSearch, ...]:
        """The searches that a person keeps, by name."""
        return working.saved_searches(self.casebook.alias, owner)

    def forget_search(self, owner: str, name: str) -> None:
        """Keep it no longer. Raises NotFound."""
        working.forget_search(self.casebook.alias, owner, name)

    # Answers that are kept

    def once(
        self, asked: object, walls: Walls, answer: Callable[[], _Answer], *, is_large: bool = False
    ) -> _Answer:
        """The answer to a question, worked out once for each state of the rows, and for all who may see the same."""
        self._answers.asked_by(walls)
        return self._answers.once((self.mark(), walls, asked), answer, is_large=is_large)

    def mark(self) -> str | None:
        """Of what the rows are made: another one for each state of them."""
        return MarkRow.objects.using(self.casebook.alias).values_list("mark", flat=True).first()

    def warm(self) -> None:
        """Work out what the first look at a list and a map needs, for all who asked last."""
        for walls in self._answers.last_walls() or (EVERYTHING,):
            self.incidents(walls=walls, paging=Paging(count=0))
            self.facets(walls=walls)
            self.histogram(walls=walls)
            self.totals(walls=walls)
            self.marks(_ALL_INCIDENTS, View(WORLD, 3), walls=walls)

    # Inside

    def _sight(self, walls: Walls) -> Sight:
        return Sight.of(self.casebook.alias, walls)

    def _points(self, sight: Sight, wanted: IncidentFilter, walls: Walls) -> marking.Points:
        every = self.once("every point", walls, lambda: marking.every_point(sight), is_large=True)
        return marking.points(sight, wanted, every)

    def _now(self) -> datetime:
        return self.casebook.clock()
