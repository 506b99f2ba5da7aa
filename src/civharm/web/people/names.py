"""Protected names: for those who have the right, with a reason, on this one page, and on record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civharm.accounts.people import Right
from civharm.casebook.store import Casebook
from civharm.model.places import Place
from civharm.model.victims import Victim
from civharm.web.people.consenting import Asked, asked, choices
from civharm.web.people.forms import words
from civharm.web.people.subjects import claims_of, reports_of
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import casebook_of

if TYPE_CHECKING:  # needs Django set up
    from civharm.casebook.state import State

_SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPage:
    """What the page shows: nothing but a form, until a reason is given."""

    subject: str
    back: str
    victims: tuple[Victim, ...] = ()
    others: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    asked: tuple[Asked, ...] = ()
    is_shown: bool = False
    reason: str = ""
    trouble: str = ""


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_PROTECTED)
def names(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """A form that asks for the reason; with POST the names, which is logged before they are shown."""
    claims = claims_of(request, kind, subject)
    if request.method != "POST":
        return _page(request, NamesPage(subject=subject, back=kind))
    reason = words(request, "reason")
    if len(reason) < _SHORTEST_REASON:
        trouble = _("Say why you need the names: what you write is kept, and administrators read it.")
        return _page(request, NamesPage(subject=subject, back=kind, reason=reason, trouble=trouble), 422)
    casebook = casebook_of(request)
    victims = casebook.read_protected(
        reader=person_of(request).name, reason=reason, subject=subject, claims=claims
    )
    others = _other_words(casebook, claims, victims)
    shown = NamesPage(
        subject=subject,
        back=kind,
        victims=victims,
        others=others,
        places=_places(casebook.state(), subject, claims),
        asked=asked(casebook.state(), claims, reports_of(request, kind, subject)),
        is_shown=True,
        reason=reason,
    )
    return _page(request, shown)


def _page(request: HttpRequest, shown: NamesPage, status: int = 200) -> HttpResponse:
    return page(request, "civharm/people/names.html", page=shown, status=status, **choices())


def _places(state: "State", subject: str, claims: frozenset[str]) -> tuple[Place, ...]:
    """The places, as they are known, that everybody else is shown coarsely."""
    protection = state.protection
    whole = [each for each in state.incidents if each.id == subject]
    told = [each for each in state.reviewed.claims if each.id in claims]
    exact = [place for each in whole for place in (each.where, *each.other_places) if place]
    exact += [place for each in told for place in each.where]
    shown = [
        place for each in protection.within(whole) for place in (each.where, *each.other_places) if place
    ]
    shown += [place for each in protection.within(told) for place in each.where]
    return tuple(
        {
            (known.name, known.lat, known.lon): known
            for known, coarse in zip(exact, shown, strict=True)
            if known.is_located and (known.lat, known.lon) != (coarse.lat, coarse.lon)
        }.values()
    )


def _other_words(casebook: Casebook, claims: frozenset[str], victims: tuple[Victim, ...]) -> tuple[str, ...]:
    """Other words that are withheld in these claims: witnesses, relatives, places of shelter."""
    state = casebook.state()
    shown = {victim.name for victim in victims}
    found = (
        state.texts[claim.report_id][span.start : span.end]
        for claim in state.reviewed.claims
        if claim.id in claims
        for span in claim.protected
    )
    return tuple(dict.fromkeys(words for words in found if words not in shown))
