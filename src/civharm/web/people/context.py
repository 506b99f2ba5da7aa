"""What a template of allauth's pages gets, as `rendering.page` gives it to ours."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static

from civharm.web.permission import person_of
from civharm.web.rendering import address
from civharm.web.shell import shell_of


def page_values(request: HttpRequest) -> dict[str, Any]:
    """The values that every page has."""
    return {
        "address": address,
        "layout": "civharm/base.html",
        "static": static("civharm/"),
        "person": person_of(request),
        "shell": shell_of(request),
        "here": request.resolver_match.view_name if request.resolver_match else "",
    }
