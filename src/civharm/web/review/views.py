"""The addresses of the review screen: a report, one of its claims, and what people decide on it."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from civharm.accounts.people import Right
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.web.acting import Act, act
from civharm.web.permission import needs, person_of
from civharm.web.rendering import is_by_htmx, page
from civharm.web.review.page import TranslationText, claim_entry, reasons, review_page
from civharm.web.review.reviewing import ReviewedClaim, Reviewing, reviewing_of
from civharm.web.review.welfare import welfare_of
from civharm.web.serving import casebook_of

_ACTIONS: Mapping[str, Action] = {
    "accept": Action.ACCEPT_CLAIM,
    "reject": Action.REJECT_CLAIM,
    "undo": Action.UNDO,
}
#: Somebody was quicker, or the decision can't apply: what the person sent changed nothing.
_REFUSED = 409


@require_safe
@needs(Right.REVIEW)
def report(request: HttpRequest, report_id: str) -> HttpResponse:
    """A report to review."""
    return screen(request, reviewing_of(request, report_id))


@require_safe
@needs(Right.REVIEW)
def claim(request: HttpRequest, report_id: str, root: str) -> HttpResponse:
    """One claim of it, as it is now."""
    seen = reviewing_of(request, report_id)
    return claim_part(request, seen, _found(seen, root))


@require_POST
@needs(Right.REVIEW)
def decide(request: HttpRequest, report_id: str, root: str) -> HttpResponse:
    """Accept or reject a claim, or take the last decision on it back."""
    _found(reviewing_of(request, report_id), root)
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Http404("there is no such decision")
    target = request.POST.get("decision", "") if action is Action.UNDO else root
    wanted = Act(
        action=action,
        target=target,
        reason=(request.POST.get("words") or request.POST.get("reason", "")).strip(),
        seen=[version for version in (request.POST.get("seen"),) if version and action is not Action.UNDO],
    )
    return decided(request, report_id, root, wanted)


def decided(request: HttpRequest, report_id: str, root: str, wanted: Act) -> HttpResponse:
    """Act, and answer with the claim as it is then; or with what stood in the way, and the claim as it is now."""
    try:
        act(request, wanted)
    except InvalidDecision as refusal:
        seen = reviewing_of(request, report_id)
        if is_by_htmx(request):
            return claim_part(request, seen, _found(seen, root), refusal=str(refusal), status=_REFUSED)
        return screen(request, seen, refusal=str(refusal), status=_REFUSED)
    if not is_by_htmx(request):
        return HttpResponseRedirect(f"{reverse('review', args=[report_id])}#claim-{root}")
    seen = reviewing_of(request, report_id)
    each = seen.claim(root)
    if each is None:  # a claim made by hand, taken back: its words are lit no more
        return HttpResponse(headers={"HX-Redirect": reverse("review", args=[report_id])})
    return claim_part(request, seen, each)


def claim_part(
    request: HttpRequest, seen: Reviewing, each: ReviewedClaim, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """One claim's part of the screen, with the count of what is decided."""
    decided_now = sum(other.review != "proposed" for other in seen.claims)
    values = {
        "report_id": seen.report.id,
        "claim": claim_entry(seen, each),
        "reasons": reasons(seen.codebook),
        "refusal": refusal,
        "decided": decided_now,
        "total": len(seen.claims),
        "welfare": welfare_of(request),
        "is_part": True,
    }
    return page(request, "civharm/review/claim.html", status=status, **values)


def screen(
    request: HttpRequest,
    seen: Reviewing,
    *,
    refusal: str = "",
    translations: Sequence[TranslationText] = (),
    status: int = 200,
) -> HttpResponse:
    """The whole screen; with translations beside the report if they were asked for."""
    shown = review_page(seen)
    values = {
        "page": shown,
        "report_id": seen.report.id,
        "reasons": shown.reasons,
        "decided": shown.decided,
        "total": len(shown.claims),
        "refusal": refusal,
        "welfare": welfare_of(request),
        "graphic": shown.graphic + sum(each.graphic for each in translations),
        "translations": translations,
        "redacted": seen.redacted,
        "translated": len(casebook_of(request).translations(seen.report.id)),
        "may_see_names": person_of(request).may(Right.SEE_PROTECTED),
    }
    return page(request, "civharm/review/report.html", status=status, **values)


def _found(seen: Reviewing, root: str) -> ReviewedClaim:
    each = seen.claim(root)
    if each is None:
        raise Http404(f"the report {seen.report.id} has no claim {root}")
    return each
