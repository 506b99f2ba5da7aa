"""The screen of one incident: looking at it, deciding, seeing first what a decision would change."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from civharm.accounts.people import Right, right_for
from civharm.casebook.proposing import acceptance, named
from civharm.catalogue.record import Index
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision, NotFound
from civharm.model.incidents import Incident
from civharm.web.acting import Act, act
from civharm.web.acting import foresee as foreseen_by
from civharm.web.incident.forms import Sent, action_of, wanted
from civharm.web.incident.history import known_on
from civharm.web.incident.preview import preview
from civharm.web.incident.screen import Behind, Near, machine_reason, screen
from civharm.web.looking import heir_of, incident_index
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import CASEBOOK_KEY, casebook_of, catalogue_of, codebook_of, walls_of

_FORESEEN = "civharm/incident/foreseen.html"
_REFUSED = 409
#: Ids and codes among the words of a refusal.
_WORDS = re.compile(r"[\w-]+")
_SEE_OTHER = 303
#: What a confirmed form holds besides the fields of the decision.
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "reason", "seen", "proposal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A decision that was just recorded, for the line that says so."""

    decision: Decision

    @property
    def action(self) -> str:
        return self.decision.action

    @property
    def is_undoable(self) -> bool:
        return self.decision.action is not Action.UNDO


@require_GET
@needs(Right.LOOK)
def incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    try:
        index, found = incident_index(request, incident_id)
    except Http404:
        heir = heir_of(request, incident_id)
        if heir is None or heir == incident_id:
            raise
        return HttpResponseRedirect(_address(heir, request.GET.dict()))
    return _screen(request, index, found)


@require_POST
@needs(Right.LOOK)
def decide(request: HttpRequest, incident_id: str) -> HttpResponse:
    """Record a decision; refused, the page as it is now says why, with what was typed."""
    index, found = incident_index(request, incident_id)
    try:
        decided = act(request, _wanted(request, index, found))
    except (InvalidDecision, NotFound) as refused:
        return _screen(request, index, found, refused=_said(request, refused))
    return HttpResponseRedirect(_address(found.id, {"done": decided.id}), status=_SEE_OTHER)


@require_POST
@needs(Right.ASSESS)
def foresee(request: HttpRequest, incident_id: str) -> HttpResponse:
    """What a decision would change, to be signed from there."""
    index, found = incident_index(request, incident_id)
    reason = request.POST.get("reason", "")
    try:
        meant = _taken(request) if "proposal" in request.POST else _wanted(request, index, found)
        foreseen = foreseen_by(request, meant)
        made = preview({found.id: index, **_indexes(request, foreseen.ids)}, foreseen)
    except (InvalidDecision, NotFound) as refused:
        return page(
            request,
            _FORESEEN,
            status=_REFUSED,
            incident=found,
            reason=reason,
            action=request.POST.get("action", ""),
            refused=_lines(_said(request, refused)),
        )
    fields = _fields(request.POST) if "proposal" not in request.POST else _fields_of(meant)
    return page(
        request,
        _FORESEEN,
        incident=found,
        reason=reason,
        preview=made,
        action=meant.action,
        fields=fields,
    )


def _wanted(request: HttpRequest, index: Index, found: Incident) -> Act:
    """The decision that the form means, if the person may make it."""
    reason = machine_reason(index.assessments.get(found.id))
    sent = Sent(incident=found.id, fields=dict(request.POST.lists()), machine_reason=reason)
    if not person_of(request).may(right_for(action_of(sent))):
        raise PermissionDenied("this needs another right")
    return wanted(sent)


def _taken(request: HttpRequest) -> Act:
    """The decision that taking a proposal comes to."""
    state = casebook_of(request).state()
    comes_to = acceptance(named(request.POST["proposal"], state.proposals), state.signed)
    reason = request.POST.get("reason", "")
    return Act(action=comes_to.action, target=comes_to.target, reason=reason, change=comes_to.change)


def _fields(form: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in form.lists() if name not in _NOT_KEPT for value in values]


def _fields_of(meant: Act) -> list[tuple[str, str]]:
    """A decision as the fields that the forms of this screen send."""
    change = meant.change
    fields = [("action", meant.action.value), ("target", meant.target)]
    if meant.action is Action.JUDGE:
        fields += [("pair", claim) for claim in change["claims"]]
        fields.append(("verdict", change["verdict"]))
    elif meant.action is Action.MERGE:
        fields.append(("other", change["incidents"][1]))
    else:
        fields += [("claims", claim) for claim in change.get("claims", ())]
        fields.append(("other", change.get("to", "")))
    return fields


def _indexes(request: HttpRequest, incident_ids: Sequence[str]) -> dict[str, Index]:
    """The records of those incidents that are there, and that the person may see."""
    found = {}
    for each in incident_ids:
        with suppress(Http404):
            found[each] = incident_index(request, each)[0]
    return found


def _screen(
    request: HttpRequest, index: Index, found: Incident, *, refused: str | None = None
) -> HttpResponse:
    shown = screen(index, found, person=person_of(request), behind=_behind(request, found))
    done = _done(request)
    day = _day(request.GET.get("known", ""))
    return page(
        request,
        "civharm/incident/screen.html",
        status=_REFUSED if refused else 200,
        page=shown.page,
        screen=shown,
        refused=_lines(refused) if refused else (),
        typed=request.POST,
        typed_claims=request.POST.getlist("claims"),
        done=Done(decision=done) if done else None,
        known=known_on(day, shown.events[::-1]) if day else None,
    )


def _done(request: HttpRequest) -> Decision | None:
    """The decision of this person that the address says was just recorded."""
    wanted = request.GET.get("done")
    if not wanted or request.META.get(CASEBOOK_KEY) is None:
        return None
    decision = casebook_of(request).decision(wanted)
    return decision if decision and decision.author == person_of(request).name else None


def _near(request: HttpRequest, found: Incident) -> tuple[Near, ...]:
    """Incidents of the same days, for the names that a person may mean."""
    when = found.when
    if when is None or when.start is None or when.end is None:
        return ()
    lines = catalogue_of(request).incidents_within(when.start, when.end, walls=walls_of(request))
    return tuple(
        Near(name=line.code or line.id, words=f"{line.place or ''} {line.when_start or ''}".strip())
        for line in lines
        if line.id != found.id
    )


def _behind(request: HttpRequest, found: Incident) -> Behind:
    if request.META.get(CASEBOOK_KEY) is None:
        return Behind(codebook=codebook_of(request))
    casebook, seen = casebook_of(request), catalogue_of(request).seen()
    return Behind(
        version=casebook.version(found.id, seen=seen),
        versions=casebook.history(found.id, seen=seen),
        is_second_person_needed=casebook.folder.is_second_person_needed,
        near=_near(request, found),
        codebook=codebook_of(request),
    )


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _said(request: HttpRequest, refusal: Exception) -> str:
    """Why a decision is refused; to somebody from whom part of the reason lies behind a wall, only that it is."""
    said = str(refusal)
    if person_of(request).compartments is None:
        return said
    if catalogue_of(request).hides(set(_WORDS.findall(said)), walls=walls_of(request)):
        return _(
            "It contradicts something in a part of the casebook that is not open to you: ask who may see it."
        )
    return said


def _lines(refusal: str) -> Sequence[str]:
    """A refusal line by line: a chain of judgements is read link by link."""
    return refusal.replace("] = ", "]\n= ").replace(", but the first", "\n, but the first").splitlines()


def _address(incident_id: str, query: dict[str, str]) -> str:
    address = reverse("incident", args=[incident_id])
    return f"{address}?{urlencode(query)}" if query else address
