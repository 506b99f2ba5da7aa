"""Pages of what can't be shown or done: in the looks and the language of the others, and made of nothing that may be broken.

They read no record and ask nobody's rights, so that they stand also where a request fails before any of that is known.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from civharm.web.shell import theme_of
from civharm.web.templating import fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What happened and what to do now."""

    title: str
    words: str


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request is not one that these pages make."""
    return _refused(
        request, 400,
        Refusal(title=_("This was not understood"), words=_("The address or the form is not one of these pages. Go back, load the page again and try once more.")),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: somebody's role is not enough."""
    return _refused(
        request, 403,
        Refusal(title=_("Not open to you"), words=_("Your role does not let you see or do this. Ask an administrator if you need it.")),
    )  # fmt: skip


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that these pages did not make, or made too long ago. Nothing was recorded."""
    return _refused(
        request, 403,
        Refusal(title=_("Nothing was recorded"), words=_("The form came from another site, or the page was open for too long. Go back, load the page again and send it once more; cookies have to be allowed.")),
    )  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same words whether there is nothing or it lies behind a wall."""
    return _refused(
        request, 404,
        Refusal(title=_("Nothing is here"), words=_("There is no such page, or it is not open to you. Incidents can change their address when they are merged: search for the code.")),
    )  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program."""
    return _refused(
        request, 500,
        Refusal(title=_("The program has failed here"), words=_("What was recorded before is safe. Try again; if it fails again, tell whoever keeps this server what you were doing and when.")),
    )  # fmt: skip


def _refused(request: HttpRequest, status: int, refusal: Refusal) -> HttpResponse:
    made = fill(
        "civharm/refused.html",
        address=lambda page, *ids: "/",
        refusal=refusal,
        static=static("civharm/"),
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        theme=theme_of(request),
    )
    return HttpResponse(made, status=status)
