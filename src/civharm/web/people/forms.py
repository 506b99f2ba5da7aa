"""What forms of these pages send: words out of them, and refusals told to the person."""

from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import ngettext

from civharm.model.errors import CivharmError, InvalidAccount
from civharm.web.permission import View
from civharm.web.shell import back_to

_Rest = ParamSpec("_Rest")
_Word = TypeVar("_Word", bound=StrEnum)
_LONGEST = 2_000


def words(request: HttpRequest, name: str) -> str:
    """A field of the form without blanks at its ends; "" where it was not sent."""
    return request.POST.get(name, "")[:_LONGEST].strip()


def chosen(kind: type[_Word], word: str, *, what: str) -> _Word:
    """One of the words that there are. Raises InvalidAccount."""
    try:
        return kind(word)
    except ValueError:
        raise InvalidAccount(f"{word!r} is no {what}: one of {', '.join(kind)}") from None


def told(view: View[_Rest]) -> View[_Rest]:
    """A view whose refusals are told on the page that the person came from."""

    @wraps(view)
    def telling(request: HttpRequest, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except CivharmError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(back_to(request))

    return telling


def done(request: HttpRequest, message: str) -> HttpResponse:
    """Back to the page that the person came from, which says what was done."""
    messages.success(request, message)
    return HttpResponseRedirect(back_to(request))


def sessions_ended(count: int) -> str:
    """How many sessions were ended, in words."""
    return ngettext("%(count)s session ended.", "%(count)s sessions ended.", count) % {"count": count}
