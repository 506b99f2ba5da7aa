"""The addresses of the API, and what its errors look like."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from civharm import __version__
from civharm.model.errors import CivharmError, InvalidDecision, InvalidInput, NotFound
from civharm.web.api.access import who_asks
from civharm.web.api.operations import router
from civharm.web.behind import FIELD, since_of

_FAILED = 400
_DESCRIPTION = (
    "The record of a casebook, for programs: what a person may see and do in the pages they may here. While incidents and "
    "tolls are still worked out after a decision, answers are of before it: their field `behind` and the header "
    "`Civharm-Behind` then say when the first decision was made that they do not show; else the field is null."
)


class Telling(JSONRenderer):
    """JSON that says in a field of its own where it is behind: when the first decision was made that it does not show."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        since = since_of(request)
        if isinstance(data, dict) and response_status < _FAILED:
            data = {**data, FIELD: since.isoformat() if since else None}
        return super().render(request, data, response_status=response_status)


api = NinjaAPI(
    title="civharm",
    version=__version__,
    description=_DESCRIPTION,
    auth=who_asks,
    renderer=Telling(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", router)


def _problem(request: HttpRequest, error: Exception, status: int) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=status)


@api.exception_handler(ValidationError)
def bad_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is wrong with which field, in words."""
    told = (f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors)
    return api.create_response(request, {"detail": "; ".join(told)}, status=422)


@api.exception_handler(NotFound)
def not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
    return _problem(request, error, 404)


@api.exception_handler(Http404)
def no_casebook(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(request, error, 404)


@api.exception_handler(InvalidInput)
def bad_input(request: HttpRequest, error: InvalidInput) -> HttpResponse:
    return _problem(request, error, 400)


@api.exception_handler(InvalidDecision)
def refused(request: HttpRequest, error: InvalidDecision) -> HttpResponse:
    """The decision does not fit what is in force: also where somebody was quicker."""
    return _problem(request, error, 409)


@api.exception_handler(CivharmError)
def other(request: HttpRequest, error: CivharmError) -> HttpResponse:
    return _problem(request, error, 400)


urlpatterns = [path("", api.urls)]
