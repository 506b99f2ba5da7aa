"""Correcting a claim and making one of selected words: a form, checked, and then a decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from civharm.accounts.people import Right
from civharm.casebook.state import State
from civharm.model.claims import Claim, ClaimKind, Origin
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.ports import GazetteerPlace
from civharm.model.spans import Quote, Span
from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer
from civharm.publication.lines import Line, claim_line
from civharm.publication.protect import MASK
from civharm.web.acting import Act, act
from civharm.web.permission import needs
from civharm.web.rendering import is_by_htmx, page
from civharm.web.review.forms import CHOICES, Filled, form_of
from civharm.web.review.page import claim_entry
from civharm.web.review.reviewing import ReviewedClaim, Reviewing, reviewed_claims, reviewing_of
from civharm.web.review.views import decided
from civharm.web.serving import casebook_of

_MOST_CANDIDATES = 12
_WRONG = 422


@needs(Right.REVIEW)
def correct(request: HttpRequest, report_id: str, root: str) -> HttpResponse:
    """The form of a claim; filled, a correction of it."""
    seen = reviewing_of(request, report_id)
    each = seen.claim(root)
    if each is None:
        raise Http404(f"the report {report_id} has no claim {root}")
    shown = claim_line(each.shown)
    if request.method != "POST" or "look" in request.POST:
        return _form(request, seen, shown, of=each)
    kept = _kept(casebook_of(request).state_of_report(report_id), root)
    filled = Filled(
        posted=request.POST.dict(), shown=shown, kept=kept, find_place=_gazetteer(request).with_id
    )
    change = filled.change()
    if not change and not filled.errors:
        filled.errors["form"] = _("nothing is changed yet")
    if filled.errors:
        return _form(request, seen, shown, of=each, errors=filled.errors)
    wanted = Act(
        action=Action.CORRECT_CLAIM, target=root, reason=_reason(request), change=change, seen=_seen(request)
    )
    return decided(request, report_id, root, wanted)


@needs(Right.REVIEW)
def make(request: HttpRequest, report_id: str) -> HttpResponse:
    """The form of a claim of the words that a person selected or wrote out; filled, a claim by hand."""
    seen = reviewing_of(request, report_id)
    asked = request.POST if request.method == "POST" else request.GET
    try:
        span = _span(seen.text, asked.dict())
    except InvalidDecision as error:
        return _form(request, seen, None, errors={"form": str(error)})
    blank = claim_line(_blank(seen, span))
    if request.method != "POST" or "look" in request.POST:
        return _form(request, seen, blank, of=span)
    filled = Filled(
        posted=request.POST.dict(), shown=blank, kept=blank, find_place=_gazetteer(request).with_id
    )
    change = {"kind": blank["kind"], **filled.change()}
    if filled.errors:
        return _form(request, seen, blank, of=span, errors=filled.errors)
    event_of = request.POST.get("event_of") or None
    change = {**change, "span": [span.start, span.end], "event_of": event_of}
    try:
        kept = act(
            request, Act(action=Action.ADD_CLAIM, target=report_id, reason=_reason(request), change=change)
        )
    except InvalidDecision as refusal:
        return _form(request, seen, blank, of=span, errors={"form": str(refusal)})
    where = f"{reverse('review', args=[report_id])}?claim={kept.target}"
    if is_by_htmx(request):
        return HttpResponse(headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _form(
    request: HttpRequest,
    seen: Reviewing,
    line: Line | None,
    *,
    of: ReviewedClaim | Span | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The form of a claim, or of a claim to be made of a span."""
    each = of if isinstance(of, ReviewedClaim) else None
    span = of if isinstance(of, Span) else None
    posted = request.POST.dict() if request.method == "POST" else None
    values: dict[str, Any] = {
        "report_id": seen.report.id,
        "form": form_of(line, posted, errors) if line else None,
        "error": (errors or {}).get("form", ""),
        "claim": claim_entry(seen, each) if each else None,
        "span": span,
        "quote": line["quote"] if line else "",
        "choices": CHOICES,
        "events": sorted({weapon.event for weapon in seen.codebook.weapons}),
        "belligerents": [party.name for party in seen.codebook.belligerents],
        "candidates": _candidates(request),
        "mates": [claim_entry(seen, one) for one in seen.claims if one.stands],
        "reasons_listed": seen.codebook.reasons().get("correct" if each else "add", ()),
        "posted": posted or {},
        "seen": posted.get("seen", "") if posted else (each.version if each else ""),
    }
    name = "form" if is_by_htmx(request) else "form_page"
    status = _WRONG if errors else 200
    return page(request, f"civharm/review/{name}.html", status=status, **values)


def _kept(state: State, root: str) -> Line:
    """The claim as it is kept, nothing masked: never shown, only what the person changed is put over it."""
    found = next(each for each in reviewed_claims(state) if each.root == root)
    return claim_line(found.shown)


def _blank(seen: Reviewing, span: Span) -> Claim:
    report = seen.report
    return Claim(
        id="",
        report_id=report.id,
        kind=ClaimKind.HARM,
        language=report.language or "und",
        span=span,
        quote=Quote.at(seen.text, span),
        origin=Origin(by="hand", name="", version=""),
    )


def _span(text: str, asked: Mapping[str, str]) -> Span:
    """The selected words, or the only place of the words that were written out. Raises InvalidDecision."""
    start, end, words = (asked.get(name, "").strip() for name in ("start", "end", "words"))
    if start.isdigit() and end.isdigit() and int(start) < int(end) <= len(text):
        return Span(int(start), int(end))
    times = text.count(words) if words and MASK not in words else 0
    if times != 1:
        raise InvalidDecision(
            _(
                "Select words of the report, or write some out that stand there exactly once; these stand there %(times)s times."
            )
            % {"times": times}
        )
    return Span(text.index(words), text.index(words) + len(words))


def _candidates(request: HttpRequest) -> Sequence[GazetteerPlace]:
    """The places of the gazetteer that bear the name that was asked for, or sound like it."""
    query = request.POST.get("place_query", "").strip()
    if not query or "look" not in request.POST:
        return ()
    gazetteer = _gazetteer(request)
    found = gazetteer.find(query) or gazetteer.find_alike(query)
    return found[:_MOST_CANDIDATES]


def _gazetteer(request: HttpRequest) -> SqliteGazetteer:
    """Opened anew for each request: a connection stays in its thread."""
    return open_gazetteer(*casebook_of(request).folder.layers.paths())


def _reason(request: HttpRequest) -> str:
    return (request.POST.get("words_of_reason") or request.POST.get("reason", "")).strip()


def _seen(request: HttpRequest) -> list[str]:
    version = request.POST.get("seen", "")
    return [version] if version else []
