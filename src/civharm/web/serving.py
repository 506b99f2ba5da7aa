"""What the server hands to each request: the casebook, and the record to look at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from civharm.catalogue.record import Index

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

#: Where the WSGI environment holds the function that gives the record, and the casebook that it is of.
RECORD_KEY = "civharm.record"
CASEBOOK_KEY = "civharm.casebook"


def casebook_of(request: HttpRequest) -> "Casebook":
    """The casebook that is served. Raises Http404 where the pages are of a bare record, in which nobody decides."""
    casebook: Casebook | None = request.META.get(CASEBOOK_KEY)
    if casebook is None:
        raise Http404("there is no casebook behind these pages")
    return casebook


def index_of(request: HttpRequest) -> Index:
    """The whole masked record."""
    load: Callable[[], Index] = request.META[RECORD_KEY]
    return load()
