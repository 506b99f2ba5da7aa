"""The catalogue: what all lists, searches, maps, queues and pages are asked of. Look here for what can be asked.

Every question says what who asks may see (`walls`): there is no other way to the rows.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from civharm.catalogue import cells as _cells
from civharm.catalogue import counting, finding, hiding, layering, listing, marking, pages, working
from civharm.catalogue.asking import (
    Box,
    CellsFound,
    ClaimFilter,
    ClaimsFound,
    Facets,
    Held,
    Histogram,
    HitsFound,
    IncidentFilter,
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
from civharm.catalogue.updating import bring_up_to_date, forget, is_filled
from civharm.catalogue.walls import Walls
from civharm.places.view import View

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_Answer = TypeVar("_Answer")
_MOST_KEPT = 512
_FIRST_PAGE = Paging()
_ALL_INCIDENTS, _ALL_REPORTS = IncidentFilter(), ReportFilter()


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The catalogue of a casebook. One for a process: numbers that take long are worked out once for each state of it."""

    casebook: "Casebook"
    _kept: "OrderedDict[object, Any]" = field(
        default_factory=OrderedDict, init=False, repr=False, compare=False
    )
    _updating: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def update(self) -> int:
        """Bring the rows up to the casebook; how many that changed. Quick where nothing has happened."""
        with self._updating:
            return bring_up_to_date(self.casebook)

    def freshen(self) -> None:
        """`update`, unless another thread is at it and rows are there: those are shown until it is done."""
        if not is_filled(self.casebook.alias):
            self.update()
        elif self._updating.acquire(blocking=False):
            try:
                bring_up_to_date(self.casebook)
            finally:
                self._updating.release()

    def rebuild(self) -> int:
        """Throw all rows away that are made of the casebook, and make them anew."""
        with self._updating:
            forget(self.casebook.alias)
            return bring_up_to_date(self.casebook)

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
        total = self._once(("count", wanted), walls, lambda: listing.count_incidents(sight, wanted))
        return IncidentsFound(lines=lines, total=total, start=paging.start)

    def facets(self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls) -> Facets:
        """How many incidents of the filter have which grade, country, party …"""
        return self._once(("facets", wanted), walls, lambda: counting.facets(self._sight(walls), wanted))

    def histogram(
        self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls, step: Step | None = None
    ) -> Histogram:
        """Incidents by time; for a timeline to brush over pass a filter without its period."""
        sight = self._sight(walls)
        return self._once(("histogram", wanted, step), walls, lambda: counting.histogram(sight, wanted, step))

    def totals(self, wanted: IncidentFilter = _ALL_INCIDENTS, *, walls: Walls) -> TotalsByGrade:
        """Civilians killed over the incidents of the filter, by the arithmetic of `civharm totals`."""
        return self._once(("totals", wanted), walls, lambda: counting.totals(self._sight(walls), wanted))

    def cells(self, wanted: IncidentFilter, box: Box, zoom: int, *, walls: Walls) -> CellsFound:
        """The incidents of the filter that lie in a box of the map, gathered for a zoom (tiles of 512 pixels)."""
        sight = self._sight(walls)
        return self._once(("cells", wanted, box, zoom), walls, lambda: _cells.cells(sight, wanted, box, zoom))

    def marks(self, wanted: IncidentFilter, view: View, *, walls: Walls) -> Counted:
        """The marks of a view of the map: cells, spots and areas with their grades, and what is not drawn, in numbers."""
        sight, wide = self._sight(walls), layering.widened(view)
        points = self._once(("points", wanted), walls, lambda: marking.points(sight, wanted))
        layer = self._once(("marks", wanted, wide), walls, lambda: marking.layer(sight, points, wide))
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
        return self._once("queues", walls, lambda: working.queue_counts(self._sight(walls)))

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

    # Inside

    def _sight(self, walls: Walls) -> Sight:
        return Sight.of(self.casebook.alias, walls)

    def _now(self) -> datetime:
        return self.casebook.clock()

    def _once(self, asked: object, walls: Walls, answer: Callable[[], _Answer]) -> _Answer:
        """The answer to a question, worked out once for each state of the rows."""
        marks = MarkRow.objects.using(self.casebook.alias).values_list("mark", flat=True)
        key = (marks.first(), walls, asked)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: _Answer = self._kept[key]
                return kept
        found = answer()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found
