"""Saved searches: a filter under a name, of one person or of the team."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civharm.accounts.people import Person, Right
from civharm.catalogue.catalogue import Catalogue
from civharm.model.errors import InvalidInput, NotFound
from civharm.web.permission import needs, person_of
from civharm.web.serving import catalogue_of
from civharm.web.shell import back_to

#: Searches of the whole team are kept under this name, which nobody can have.
TEAM = ""
_LONGEST_QUERY = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search as its menu shows it."""

    name: str
    query: str
    is_shared: bool
    may_remove: bool


def may_share(person: Person) -> bool:
    """Whether somebody may save for the team, and remove what is saved for it."""
    return not person.is_alone and person.may(Right.REVIEW)


def saved_for(catalogue: Catalogue, person: Person) -> tuple[Saved, ...]:
    """A person's own searches, then the team's."""
    own = catalogue.saved_searches(person.name)
    shared = () if person.is_alone else catalogue.saved_searches(TEAM)
    return (
        *(Saved(name=each.name, query=each.query, is_shared=False, may_remove=True) for each in own),
        *(
            Saved(name=each.name, query=each.query, is_shared=True, may_remove=may_share(person))
            for each in shared
        ),
    )


@require_POST
@needs(Right.LOOK)
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name."""
    name, query = request.POST.get("name", ""), request.POST.get("query", "")[:_LONGEST_QUERY]
    try:
        catalogue_of(request).save_search(_owner(request), name, query)
    except InvalidInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved as “%(name)s”.") % {"name": name.strip()})
    return HttpResponseRedirect(back_to(request))


@require_POST
@needs(Right.LOOK)
def forget(request: HttpRequest) -> HttpResponse:
    """Keep a search no longer."""
    try:
        catalogue_of(request).forget_search(_owner(request), request.POST.get("name", ""))
    except NotFound as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(back_to(request))


def _owner(request: HttpRequest) -> str:
    """Whose search it is: the team's where the form says so. Raises PermissionDenied."""
    person = person_of(request)
    if request.POST.get("shared") != "yes":
        return person.name
    if not may_share(person):
        raise PermissionDenied("searches of the team are for people who review")
    return TEAM
