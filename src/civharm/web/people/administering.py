"""Pages of the administrators: people with their roles, invitations, sessions and failures."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from civharm.accounts import members as people
from civharm.accounts.compartments import Compartment, compartments, grant, revoke
from civharm.accounts.factors import logins_with_second_factor, reset_second_factor
from civharm.accounts.failures import Failures, failures
from civharm.accounts.invitations import Invitation, invite, invite_again
from civharm.accounts.members import Member, members
from civharm.accounts.people import Right, Role
from civharm.accounts.sessions import Session, end_sessions, sessions
from civharm.accounts.tokens import Token, revoke_token, tokens
from civharm.web.people.forms import chosen, done, sessions_ended, told, words
from civharm.web.people.words import ROLE_WORDS
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import casebook_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A person in the list."""

    member: Member
    has_second_factor: bool
    sessions: int
    is_locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The list. `link` is that of somebody just invited, shown once."""

    lines: tuple[MemberLine, ...]
    failures: tuple[Failures, ...]
    roles: tuple[tuple[Role, str], ...]
    invitation: Invitation | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person, as an administrator sees them."""

    member: Member
    has_second_factor: bool
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]
    failures: tuple[Failures, ...]
    compartments: tuple[Compartment, ...]
    roles: tuple[tuple[Role, str], ...]


@require_GET
@needs(Right.ADMINISTER)
def people_list(request: HttpRequest) -> HttpResponse:
    return _people(request)


def _people(request: HttpRequest, invitation: Invitation | None = None) -> HttpResponse:
    casebook = casebook_of(request)
    with_factor, went_wrong = logins_with_second_factor(casebook.alias), failures(casebook)
    locked = {each.login for each in went_wrong if each.is_locked}
    used = [session.login for session in sessions(casebook.alias)]
    lines = tuple(
        MemberLine(
            member=member,
            has_second_factor=member.login in with_factor,
            sessions=used.count(member.login),
            is_locked=member.login in locked,
        )
        for member in members(casebook.alias)
    )
    shown = PeoplePage(
        lines=lines,
        failures=went_wrong,
        roles=_roles(),
        invitation=invitation,
        link=_link(request, invitation) if invitation else "",
    )
    return page(request, "civharm/people/people.html", page=shown)


def _roles() -> tuple[tuple[Role, str], ...]:
    return tuple((role, _(ROLE_WORDS[role])) for role in Role)


def _link(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[quote(invitation.secret)]))


@require_POST
@needs(Right.ADMINISTER)
@told
def invite_person(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the link is on this one page."""
    made = invite(
        casebook_of(request),
        words(request, "login").lower(),
        name=words(request, "name"),
        role=chosen(Role, words(request, "role"), what="role"),
        by=person_of(request).name,
    )
    return _people(request, made)


@require_GET
@needs(Right.ADMINISTER)
def person(request: HttpRequest, login: str) -> HttpResponse:
    casebook = casebook_of(request)
    member = next((each for each in members(casebook.alias) if each.login == login), None)
    if member is None:
        raise Http404(f"nobody has the login {login}")
    shown = PersonPage(
        member=member,
        has_second_factor=login in logins_with_second_factor(casebook.alias),
        sessions=sessions(casebook.alias, login),
        tokens=tokens(casebook.alias, login),
        failures=tuple(each for each in failures(casebook) if each.login == login),
        compartments=compartments(casebook.alias),
        roles=_roles(),
    )
    return page(request, "civharm/people/person.html", page=shown)


@require_POST
@needs(Right.ADMINISTER)
@told
def invite_person_again(request: HttpRequest, login: str) -> HttpResponse:
    return _people(request, invite_again(casebook_of(request), login, by=person_of(request).name))


@require_POST
@needs(Right.ADMINISTER)
@told
def give_role(request: HttpRequest, login: str) -> HttpResponse:
    role = chosen(Role, words(request, "role"), what="role")
    people.set_role(casebook_of(request), login, role, by=person_of(request).name)
    return done(request, _("The role is changed."))


@require_POST
@needs(Right.ADMINISTER)
@told
def suspend_person(request: HttpRequest, login: str) -> HttpResponse:
    people.suspend(casebook_of(request), login, by=person_of(request).name)
    return done(request, _("They are locked out, and their sessions have ended."))


@require_POST
@needs(Right.ADMINISTER)
@told
def resume_person(request: HttpRequest, login: str) -> HttpResponse:
    people.resume(casebook_of(request), login, by=person_of(request).name)
    return done(request, _("They can log in again."))


@require_POST
@needs(Right.ADMINISTER)
@told
def end_persons_sessions(request: HttpRequest, login: str) -> HttpResponse:
    only = words(request, "session") or None
    count = end_sessions(casebook_of(request), login, by=person_of(request).name, only=only)
    return done(request, sessions_ended(count))


@require_POST
@needs(Right.ADMINISTER)
@told
def reset_persons_factor(request: HttpRequest, login: str) -> HttpResponse:
    reset_second_factor(casebook_of(request), login, by=person_of(request).name)
    return done(request, _("Their second factors are gone: they set up new ones at their next login."))


@require_POST
@needs(Right.ADMINISTER)
@told
def revoke_persons_token(request: HttpRequest, login: str, token_id: int) -> HttpResponse:
    revoke_token(casebook_of(request), token_id, by=person_of(request).name, login=login)
    return done(request, _("The token is worthless from now on."))


@require_POST
@needs(Right.ADMINISTER)
@told
def grant_person(request: HttpRequest, login: str) -> HttpResponse:
    """Open a compartment to a person, or with `take` close it."""
    change = revoke if words(request, "take") else grant
    change(casebook_of(request), words(request, "compartment"), login, by=person_of(request).name)
    return done(request, _("What they may look into is changed."))
