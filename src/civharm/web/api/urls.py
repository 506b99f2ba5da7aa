"""The addresses of the API, and what its errors look like."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from civharm import __version__
from civharm.model.errors import CivharmError, InvalidDecision, InvalidInput, NotFound
from civharm.web.api.access import who_asks
from civharm.web.api.operations import router

api = NinjaAPI(
    title="civharm",
    version=__version__,
    description="The record of a casebook, for programs: what a person may see and do in the pages they may here.",
    auth=who_asks,
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
