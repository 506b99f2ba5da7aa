"""Pages of a request: the template with what every page of the app has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from civharm.web.permission import person_of
from civharm.web.shell import shell_of
from civharm.web.templating import fill


def address(page: str, *ids: str) -> str:
    """The address of a page on this server."""
    return reverse(page, args=ids)


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
