"""The line over a page that was made of rows from before a decision: it says so, and goes away by itself."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from civharm.accounts.people import Right
from civharm.web.permission import Respond, needs, person_of
from civharm.web.serving import FOLLOWER_KEY, catalogue_of, follower_of, is_of_old_rows

#: Pages that are made of the casebook itself: what was decided stands on them.
_LIVE = ("review",)
#: The header of an answer that is behind; its JSON has `FIELD`.
HEADER, FIELD = "Civharm-Behind", "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What the line says. `since` is when the first decision was made that the page does not show yet; None: it shows all.

    `is_own` says that one of them is the person's own; `failed_at` since when it can't be worked out; `here` is the page, ""
    where it can't be asked for again.
    """

    since: datetime | None
    is_own: bool = False
    failed_at: datetime | None = None
    error: str = ""
    here: str = ""

    @property
    def is_under_way(self) -> bool:
        """True while the page's script should ask again. Not after a fault: that would keep a session open for ever."""
        return self.since is not None and self.failed_at is None


def behind_of(request: HttpRequest) -> Behind | None:
    """The line of this page; None where it shows all that was decided."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if not is_of_old_rows(request) or name.startswith(_LIVE):
        return None
    return _told(request, here=request.get_full_path() if request.method == "GET" else "")


def _told(request: HttpRequest, *, here: str) -> Behind | None:
    from civharm.casebook.refreshing import waiting

    follower = follower_of(request)
    shown = follower.catalogue.shown()
    waits = waiting(follower.catalogue.casebook.alias, followed_to=shown.followed if shown else None)
    if waits is None:
        return None
    person, fault = person_of(request), follower.fault
    return Behind(
        since=waits.since,
        is_own=person.name in waits.authors,
        failed_at=fault.at if fault else None,
        error=_words_of(fault.error) if fault and person.compartments is None else "",
        here=here,
    )


def _words_of(error: Exception) -> str:
    """What went wrong; the program's own words for it may hold what a report says, so only its kind is told."""
    return type(error).__name__


def since_of(request: HttpRequest) -> datetime | None:
    """When the first decision was made that this answer does not show yet; None where it shows all."""
    if not is_of_old_rows(request):
        return None
    told = _told(request, here="")
    return told.since if told else None


def told_in_header(respond: Respond) -> Respond:
    """Middleware: an answer that is behind says so also to programs and to whoever downloads a file."""

    def with_header(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        since = since_of(request)
        if since is not None:
            response.headers[HEADER] = since.isoformat()
        return response

    return with_header


@require_safe
@needs(Right.LOOK)
def behind(request: HttpRequest) -> HttpResponse:
    """The line as it is now, for the page's script: that all is worked out, once it is."""
    from civharm.web.rendering import page

    here = request.GET.get("here", "")
    is_own_address = url_has_allowed_host_and_scheme(here, allowed_hosts={request.get_host()})
    here = here if is_own_address else ""
    if request.META.get(FOLLOWER_KEY) is not None:
        catalogue_of(request)
        told = _told(request, here=here)
    else:
        told = None
    return page(request, "civharm/parts/behind.html", behind=told or Behind(since=None, here=here))
