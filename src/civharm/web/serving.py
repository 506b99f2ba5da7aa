"""What the server hands to each request: the casebook with its catalogue, or a bare record to look at."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from django.http import Http404, HttpRequest

from civharm.catalogue.record import Index, Record
from civharm.catalogue.walls import Walls
from civharm.codebook.load import Codebook, default_codebook
from civharm.model.errors import NotFound
from civharm.web.permission import person_of

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.catalogue.catalogue import Catalogue
    from civharm.web.following import Follower

#: Where the WSGI environment holds the function that gives the record, the casebook that it is of, and its catalogue.
RECORD_KEY = "civharm.record"
CASEBOOK_KEY = "civharm.casebook"
CATALOGUE_KEY = "civharm.catalogue"
#: Where it holds the codebook that the server goes by.
CODEBOOK_KEY = "civharm.codebook"
#: Where it holds what brings incidents and the catalogue up to what is decided.
FOLLOWER_KEY = "civharm.follower"
_LEVEL_KEY = "civharm.is_level"


class GivesRecords(Protocol):
    """What pages of one incident or report are made from: the catalogue, or a bare record."""

    def incident_record(self, incident_id: str, *, walls: Walls) -> Record:
        """What an incident's page shows. Raises NotFound."""

    def report_record(self, report_id: str, *, walls: Walls) -> Record:
        """What a report's page shows. Raises NotFound."""

    def incident_id(self, name: str, *, walls: Walls) -> str | None:
        """The id of the incident with this id, code or alias."""


def casebook_of(request: HttpRequest) -> "Casebook":
    """The casebook that is served. Raises Http404 where the pages are of a bare record, in which nobody decides."""
    casebook: Casebook | None = request.META.get(CASEBOOK_KEY)
    if casebook is None:
        raise Http404("there is no casebook behind these pages")
    return casebook


def catalogue_of(request: HttpRequest) -> "Catalogue":
    """The catalogue of the casebook, up to date as far as that is quick. Raises Http404 where the pages are of a bare record."""
    catalogue: Catalogue | None = request.META.get(CATALOGUE_KEY)
    if catalogue is None:
        raise Http404("there is no casebook behind these pages")
    if _LEVEL_KEY not in request.META:
        request.META[_LEVEL_KEY] = follower_of(request).look()
    return catalogue


def follower_of(request: HttpRequest) -> "Follower":
    """What brings incidents and pages up to what is decided. Raises Http404 as `casebook_of` does."""
    follower: Follower | None = request.META.get(FOLLOWER_KEY)
    if follower is None:
        raise Http404("there is no casebook behind these pages")
    return follower


def note_level(request: HttpRequest, *, is_level: bool) -> None:
    """Say whether what is answered shows all that is recorded."""
    request.META[_LEVEL_KEY] = is_level


def is_of_old_rows(request: HttpRequest) -> bool:
    """True if this page is made of rows from before something that is recorded."""
    return request.META.get(_LEVEL_KEY) is False


def codebook_of(request: HttpRequest) -> Codebook:
    """The codebook in force: with a user's own lists, where the server was started with them."""
    codebook: Codebook | None = request.META.get(CODEBOOK_KEY)
    return codebook or default_codebook()


def walls_of(request: HttpRequest) -> Walls:
    """What who is asking may see: to be passed on to the catalogue."""
    return Walls.of(person_of(request).compartments)


def records_of(request: HttpRequest) -> GivesRecords:
    """What the pages of this request are made from."""
    if request.META.get(CATALOGUE_KEY) is None:
        return _BareRecord(index_of(request))
    return catalogue_of(request)


def index_of(request: HttpRequest) -> Index:
    """The whole masked record: only for who may see all of it. Raises Http404 for others."""
    if person_of(request).compartments is not None:
        raise Http404("only part of the casebook is open to you")
    load: Callable[[], Index] = request.META[RECORD_KEY]
    return load()


class _BareRecord:
    """Gives one masked record to whoever asks: it has no walls."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def incident_record(self, incident_id: str, *, walls: Walls) -> Record:
        if incident_id not in self._index.incidents:
            raise NotFound(f"there is no incident {incident_id!r} to see")
        return self._index.record

    def report_record(self, report_id: str, *, walls: Walls) -> Record:
        if report_id not in self._index.reports:
            raise NotFound(f"there is no report {report_id!r} to see")
        return self._index.record

    def incident_id(self, name: str, *, walls: Walls) -> str | None:
        found = (each.id for each in self._index.incidents.values() if name in each.known_as)
        return next(found, None)
