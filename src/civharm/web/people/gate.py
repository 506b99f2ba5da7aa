"""The gate of a team's server: who is asking, whether their session still holds, and where they may go without one."""

from datetime import datetime

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

from civharm.accounts.members import person_of_user
from civharm.accounts.people import Person, Role
from civharm.accounts.sessions import BEGAN, IDLE, LONGEST
from civharm.accounts.tokens import person_of_token
from civharm.casebook.folder import SecondFactor
from civharm.web.people.limits import is_allowed
from civharm.web.permission import Respond, person_of, set_person
from civharm.web.serving import casebook_of

#: Pages for those who have not logged in.
OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "mfa_authenticate",
        "invitation",
        "looks",
        "set_language",
    }
)
#: Pages for those who still have to set up their second factor.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "looks",
        "set_language",
    }
)
API = "/api/"
_SEEN = "civharm_seen"
#: A session is written this often at most while it is used.
_NOTED_EVERY_S = 60
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class TeamGate:
    """Middleware: sets who is asking, and turns away whoever is nobody."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_person(request, _asking(request))
        return _refusal(request) or self._respond(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """None lets the request through to its page, which asks for the right that it needs."""
    name = _page_of(request)
    if name in OPEN:
        return None
    person = person_of(request)
    if not person.name:
        return _turned_away(request)
    if request.path.startswith(API) and request.method not in _SAFE and not _has_token(request):
        # a form of another site can make a browser send its cookies, but no token
        return JsonResponse({"detail": "changes over the API need a token"}, status=401)
    if name not in SETTING_UP and not _has_token(request) and lacks_second_factor(request, person):
        return redirect("mfa_index")
    return None


def _page_of(request: HttpRequest) -> str:
    """The name of the address; "" where there is none: who is nobody does not even learn that."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def lacks_second_factor(request: HttpRequest, person: Person) -> bool:
    """True if the casebook wants a second factor of this person, and they have none."""
    from allauth.mfa.utils import is_mfa_enabled

    wanted = casebook_of(request).folder.second_factor
    is_wanted = wanted is SecondFactor.ALL or (
        wanted is SecondFactor.ABOVE_READER and person.role is not Role.READER
    )
    return is_wanted and not is_mfa_enabled(request.user)


def _asking(request: HttpRequest) -> Person:
    if _has_token(request):
        return _by_token(request)
    user = request.user
    if not user.is_authenticated:
        return Person.nobody()
    person = None if _is_over(request) else person_of_user(casebook_of(request).alias, user.pk)
    if person is None:
        logout(request)
        return Person.nobody()
    return person


def _has_token(request: HttpRequest) -> bool:
    return request.path.startswith(API) and "Authorization" in request.headers


def _by_token(request: HttpRequest) -> Person:
    if not is_allowed(request, "token", is_counted=False):
        return Person.nobody()
    person = person_of_token(casebook_of(request), request.headers["Authorization"])
    if person is None:
        is_allowed(request, "token")
        return Person.nobody()
    return person


def _is_over(request: HttpRequest) -> bool:
    """True if the session is too old, or nobody used it for too long; else its use is noted."""
    now = timezone.now()
    began, seen = request.session.get(BEGAN), request.session.get(_SEEN)
    if began is None or now - datetime.fromisoformat(began) > LONGEST:
        return True
    idle = (now - datetime.fromisoformat(seen)).total_seconds() if seen else None
    if idle is not None and idle > IDLE.total_seconds():
        return True
    if idle is None or idle > _NOTED_EVERY_S:
        request.session[_SEEN] = now.isoformat()
    return False


def _turned_away(request: HttpRequest) -> HttpResponse:
    """To the login and back, or a plain refusal for a program and for the page's own script."""
    if request.path.startswith(API):
        headers = {"WWW-Authenticate": "Bearer"}
        return JsonResponse({"detail": "log in, or send a token"}, status=401, headers=headers)
    wanted = request.get_full_path() if request.method == "GET" else "/"
    login = f"{reverse('account_login')}?{urlencode({'next': wanted})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
    return HttpResponseRedirect(login)
