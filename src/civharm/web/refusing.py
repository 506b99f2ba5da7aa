"""Pages of what can't be shown or done: in the looks and the language of the others, and made of nothing that may be broken.

They read no record and ask nobody's rights, so that they stand also where a request fails before any of that is known.
"""

import errno
import sys
from dataclasses import dataclass

from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from civharm.catalogue.mending import is_damage
from civharm.web.following import BeingMended
from civharm.web.serving import FOLLOWER_KEY
from civharm.web.shell import theme_of
from civharm.web.templating import fill

_AGAIN_S = 3
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES})
#: As SQLite and PostgreSQL say it.
_NO_ROOM_IN_DATABASE = (
    "disk is full",
    "disk I/O error",
    "readonly database",
    "No space left on device",
    "read-only transaction",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What happened and what to do now; the page loads again by itself in `again_s` seconds, if they are told."""

    title: str
    words: str
    again_s: int | None = None


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
    """500: a fault of the program; 507 where the disk or the database takes nothing more; 503 while the catalogue is mended."""
    if _is_mending(request, sys.exc_info()[1]):
        return _refused(
            request, 503,
            Refusal(title=_("This is being made anew"), words=_("The tables that pages are made of were damaged. They are being made anew from the casebook; what was recorded is safe. This page loads again by itself."), again_s=_AGAIN_S),
        )  # fmt: skip
    if _is_unwritable(sys.exc_info()[1]):
        return _refused(
            request, 507,
            Refusal(title=_("Nothing was recorded"), words=_("What you sent could not be kept: the disk of this server is full, or it can't be written to. What was recorded before is safe. Tell whoever keeps this server, and send it again once there is room.")),
        )  # fmt: skip
    return _refused(
        request, 500,
        Refusal(title=_("The program has failed here"), words=_("What was recorded before is safe. Try again; if it fails again, tell whoever keeps this server what you were doing and when.")),
    )  # fmt: skip


def _is_mending(request: HttpRequest, error: BaseException | None) -> bool:
    """True if the catalogue is damaged and its making was begun, now or before."""
    follower = request.META.get(FOLLOWER_KEY)
    return isinstance(error, BeingMended) or (
        follower is not None and not _is_unwritable(error) and is_damage(error) and follower.mend()
    )


def _is_unwritable(error: BaseException | None) -> bool:
    """True if there was no room for what was to be written, or no right to write it."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return isinstance(error, OperationalError | InternalError) and any(
        words in str(error) for words in _NO_ROOM_IN_DATABASE
    )


def _refused(request: HttpRequest, status: int, refusal: Refusal) -> HttpResponse:
    made = fill(
        "civharm/refused.html",
        address=lambda page, *ids: "/",
        refusal=refusal,
        static=static("civharm/"),
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        theme=theme_of(request),
        here=request.get_full_path() if refusal.again_s and request.method == "GET" else "",
    )
    headers = {"Retry-After": str(refusal.again_s)} if refusal.again_s else {}
    return HttpResponse(made, status=status, headers=headers)
