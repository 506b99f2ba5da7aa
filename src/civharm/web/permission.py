"""Who is asking, and whether they may."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from civharm.accounts.people import Person, Right

_Rest = ParamSpec("_Rest")
View = Callable[Concatenate[HttpRequest, _Rest], HttpResponseBase]
Respond = Callable[[HttpRequest], HttpResponse]
_PERSON = "person"


def single_user(respond: Respond) -> Respond:
    """Middleware of the single-user mode: whoever reaches this machine's own address is its user."""
    person = Person.alone()

    def with_person(request: HttpRequest) -> HttpResponse:
        set_person(request, person)
        return respond(request)

    return with_person


def set_person(request: HttpRequest, person: Person) -> None:
    """Say who is asking."""
    setattr(request, _PERSON, person)


def person_of(request: HttpRequest) -> Person:
    """Who is asking."""
    person: Person = getattr(request, _PERSON)
    return person


def needs(right: Right) -> Callable[[View[_Rest]], View[_Rest]]:
    """A view that only people with the right reach; others are refused. `right` stays readable on the view."""

    def guarded(view: View[_Rest]) -> View[_Rest]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> HttpResponseBase:
            if not person_of(request).may(right):
                raise PermissionDenied(f"this needs the right to {right.value.replace('_', ' ')}")
            return view(request, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return checked

    return guarded
