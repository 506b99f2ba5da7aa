"""What stands around every page: the ways, the looks that a person chose, the language, and what is to be told."""

from dataclasses import dataclass

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_POST

from civharm.web.behind import Behind, behind_of
from civharm.web.desk.bar import Bar, bar_of
from civharm.web.languages.offered import LANGUAGES
from civharm.web.navigation import ShownWay, ways
from civharm.web.permission import person_of

THEMES = ("as the device", "bright", "dark")
_COOKIE, _KEPT_S = "civharm_theme", 400 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """All that the frame of a page shows. `here` is the address to come back to."""

    ways: tuple[ShownWay, ...]
    theme: str
    themes: tuple[str, ...]
    language: str
    languages: tuple[tuple[str, str], ...]
    direction: str
    messages: tuple[Message, ...]
    here: str
    bar: Bar | None
    behind: Behind | None


def shell_of(request: HttpRequest) -> Shell:
    """The frame of a page for whoever asks."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return Shell(
        ways=tuple(ways(person_of(request), name)),
        theme=theme_of(request),
        themes=THEMES,
        language=get_language() or "en",
        languages=LANGUAGES,
        direction="rtl" if get_language_bidi() else "ltr",
        messages=tuple(get_messages(request)),
        here=request.get_full_path() if request.method == "GET" else "/",
        behind=behind_of(request),
        bar=bar_of(request),
    )


def theme_of(request: HttpRequest) -> str:
    """The looks that somebody chose in this browser."""
    theme = request.COOKIES.get(_COOKIE, "")
    return theme if theme in THEMES else THEMES[0]


@require_POST
def set_looks(request: HttpRequest) -> HttpResponse:
    """Keep bright or dark for this person's browser, and go back to the page they were at."""
    response = HttpResponseRedirect(back_to(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(_COOKIE, theme, max_age=_KEPT_S, httponly=True, samesite="Strict")
    return response


def back_to(request: HttpRequest, *, otherwise: str = "/") -> str:
    """The address of this server that a form names under `next`; any other address is never followed."""
    wanted = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_own else otherwise
