"""Who asks the API: a person's program with a token, or the person's own browser, which may only look."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.errors import HttpError

from civharm.accounts.people import Person, Right
from civharm.web.permission import person_of, set_person
from civharm.web.serving import casebook_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: A page of another site can't send it without asking this server first, which never agrees.
OWN_HEADER = "X-Civharm-Client"
_Operation = TypeVar("_Operation", bound=Callable[..., Any])


def who_asks(request: HttpRequest) -> Person | None:
    """The person of the token; without one who is logged in, to look. None is nobody, which is refused.

    In the single-user mode a program of one's own may change things without a token if it sends the header
    `X-Civharm-Client`, which pages of other sites can't.
    """
    from civharm.accounts.tokens import person_of_token

    header = request.headers.get("Authorization")
    if header is not None:
        person = person_of_token(casebook_of(request), header)
        if person is not None:
            set_person(request, person)
        return person
    person = person_of(request)
    if not person.may(Right.LOOK):
        return None
    if request.method in _SAFE or (person.is_alone and OWN_HEADER in request.headers):
        return person
    return None


def needs(right: Right) -> Callable[[_Operation], _Operation]:
    """An operation that only people with the right may ask for; `right` stays readable on it."""

    def guarded(operation: _Operation) -> _Operation:
        @wraps(operation)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            check_may(request, right)
            return operation(request, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return guarded


def check_may(request: HttpRequest, right: Right) -> None:
    """Raises the error that refuses who asks, where they lack the right."""
    if not person_of(request).may(right):
        raise HttpError(403, f"this needs the right to {right.value.replace('_', ' ')}")
