"""A person's own page: their rights, password, second factor, sessions and tokens."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from civharm.accounts.people import Right
from civharm.accounts.secrets import hashed
from civharm.accounts.sessions import Session, end_sessions, sessions
from civharm.accounts.tokens import Terms, Token, make_token, revoke_token, tokens
from civharm.model.errors import InvalidAccount
from civharm.web.people.forms import chosen, done, sessions_ended, told, words
from civharm.web.people.gate import lacks_second_factor
from civharm.web.people.words import RIGHT_WORDS, ROLE_WORDS
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import casebook_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What the page shows. `session` is the id of the one that is looking; `secret` a token just made, shown once."""

    role: str
    rights: tuple[str, ...]
    scopes: tuple[tuple[Right, str], ...]
    compartments: tuple[str, ...]
    is_factor_missing: bool
    session: str
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
    secret: str = ""


@require_GET
@needs(Right.LOOK)
def me(request: HttpRequest) -> HttpResponse:
    return _own(request)


def _own(request: HttpRequest, secret: str = "") -> HttpResponse:
    person, alias = person_of(request), casebook_of(request).alias
    rights = [right for right in Right if person.may(right)]
    shown = OwnPage(
        role=_(ROLE_WORDS[person.role]) if person.role else "",
        rights=tuple(_(RIGHT_WORDS[right]) for right in rights),
        scopes=tuple((right, _(RIGHT_WORDS[right])) for right in rights if right is not Right.ADMINISTER),
        compartments=tuple(sorted(person.compartments or ())),
        is_factor_missing=lacks_second_factor(request, person),
        session=_session_id(request),
        sessions=sessions(alias, person.login),
        tokens=tokens(alias, person.login),
        secret=secret,
    )
    return page(request, "civharm/people/me.html", page=shown)


def _session_id(request: HttpRequest) -> str:
    return hashed(request.session.session_key or "")


@require_POST
@needs(Right.LOOK)
@told
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    """End one of the person's sessions, or all but the one that asks."""
    person, only = person_of(request), words(request, "session") or None
    ended = partial(end_sessions, casebook_of(request), person.login, by=person.name)
    count = ended(only=only) if only else ended(but=_session_id(request))
    return done(request, sessions_ended(count))


@require_POST
@needs(Right.LOOK)
@told
def make_own_token(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret is on this one page."""
    person = person_of(request)
    scopes = [chosen(Right, scope, what="right") for scope in request.POST.getlist("scope")]
    days = words(request, "days")
    if not days.isdecimal():
        raise InvalidAccount(_("say in days how long the token is valid"))
    terms = Terms(label=words(request, "label"), scopes=scopes, days=int(days[:6]))
    secret = make_token(casebook_of(request), person.login, terms, by=person.name)
    return _own(request, secret)


@require_POST
@needs(Right.LOOK)
@told
def revoke_own_token(request: HttpRequest, token_id: int) -> HttpResponse:
    person = person_of(request)
    revoke_token(casebook_of(request), token_id, by=person.name, login=person.login)
    return done(request, _("The token is worthless from now on."))


@require_GET
def inactive(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody who is suspended: the same as for a wrong password, so that nothing is learnt."""
    return HttpResponseRedirect(reverse("account_login"))
