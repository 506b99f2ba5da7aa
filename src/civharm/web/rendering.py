"""Pages of a request: the template with what every page of the app has."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from civharm.web.permission import person_of
from civharm.web.shell import shell_of
from civharm.web.templating import fill

_ID = "ID"


def address(page: str, *ids: str) -> str:
    """The address of a page on this server."""
    return reverse(page, args=ids)


def addresses(page: str) -> Callable[[str], str]:
    """The addresses of many pages of one kind by their ids, looked up once."""
    before, after = reverse(page, args=[_ID]).rsplit(_ID, 1)
    return lambda each: f"{before}{quote(each, safe='')}{after}"


def page(request: HttpRequest, template: str, *, status: int = 200, **values: object) -> HttpResponse:
    """The filled template, which gets `person`, `shell`, `here` (the name of the address) and `csrf_token` besides `values`."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    given: dict[str, Any] = {
        "here": here,
        "person": person_of(request),
        "shell": shell_of(request),
        "static": static("civharm/"),
        **values,
    }
    return HttpResponse(
        fill(template, address=address, csrf_token=get_token(request), **given), status=status
    )


def is_by_htmx(request: HttpRequest) -> bool:
    """True if the page's script asks, and wants a part of the page."""
    return request.headers.get("HX-Request") == "true"
