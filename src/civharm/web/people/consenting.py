"""What people agreed to: told and recorded on the page of protected names, the only one that names them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civharm.accounts.people import Right
from civharm.model.consent import Answer, Purpose, Whose, consents
from civharm.model.decisions import Action
from civharm.web.acting import Act, act
from civharm.web.pages.consent import all_answers, answer_words, purpose_words
from civharm.web.people.forms import told, words
from civharm.web.people.subjects import claims_of, reports_of
from civharm.web.permission import needs
from civharm.web.serving import casebook_of

if TYPE_CHECKING:  # needs Django set up
    from civharm.casebook.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who may be asked, by name; `answers` are what is known for each purpose."""

    id: str
    whose: Whose
    name: str
    answers: tuple[tuple[str, str], ...]


def asked(state: "State", claims: Collection[str], reports: Collection[str]) -> tuple[Asked, ...]:
    """The victims of these claims, those who speak in them, and who published these reports."""
    held = consents(state.decisions_in_force)
    found = {
        (whose, name): Asked(id=id, whose=whose, name=name, answers=all_answers(subjects, held))
        for whose, id, name, subjects in _named(state, claims, reports)
    }
    return tuple(found.values())


def _named(
    state: "State", claims: Collection[str], reports: Collection[str]
) -> Iterator[tuple[Whose, str, str, tuple[str, ...]]]:
    for victim in state.victims:
        if victim.claim_id in claims:
            yield Whose.VICTIM, victim.id, victim.name, (victim.id, *victim.same_as)
    for claim in state.reviewed.claims:
        if claim.id in claims and claim.speaker and claim.speaker.names:
            root = state.root_of(claim.id)
            yield Whose.SPEAKER, root, _listed(claim.speaker.names), (claim.id, root)
    for report in state.reports:
        if report.id in reports and (report.author or report.source):
            name = _listed(each for each in (report.author, report.source) if each)
            yield Whose.SOURCE, report.id, name, (report.id,)


def _listed(names: Iterable[str]) -> str:
    return " / ".join(names)


def choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """What the form offers."""
    return {
        "answers": tuple((each.value, answer_words(each)) for each in Answer),
        "purposes": tuple((each.value, purpose_words(each)) for each in Purpose),
    }


@require_POST
@needs(Right.SEE_PROTECTED)
@told
def record_consent(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """Record what somebody said who is named on this page, and no other."""
    claims, reports = claims_of(request, kind, subject), reports_of(request, kind, subject)
    who = words(request, "who")
    if who not in {each.id for each in asked(casebook_of(request).state(), claims, reports)}:
        raise Http404("nobody with this id is named there")
    change = {
        "answer": words(request, "answer"),
        "purposes": request.POST.getlist("purposes"),
        "how": words(request, "how"),
        **{name: words(request, name) for name in ("on", "until") if words(request, name)},
    }
    act(request, Act(action=Action.CONSENT, target=who, reason=words(request, "reason"), change=change))
    messages.success(request, _("Recorded: what is shown and handed over follows it from now on."))
    return HttpResponseRedirect(reverse(kind, args=[subject]))
