"""Blacking out words of a report: of what leaves the team, not of what the team reads."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from civharm.accounts.people import Right
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.publication.protect import MASK
from civharm.web.acting import Act, act
from civharm.web.permission import needs
from civharm.web.review.reviewing import reviewing_of
from civharm.web.review.views import screen

_REFUSED = 409


@require_POST
@needs(Right.REVIEW)
def redact(request: HttpRequest, report_id: str) -> HttpResponse:
    """Black out the selected words, or those that were written out."""
    seen = reviewing_of(request, report_id)
    start, end, words = (request.POST.get(name, "") for name in ("start", "end", "words"))
    if start.isdecimal() and end.isdecimal() and (words == seen.text[int(start) : int(end)] or MASK in words):
        change: dict[str, object] = {"span": [int(start), int(end)]}
    else:
        change = {"quotes": [words]}
    try:
        wanted = Act(
            action=Action.REDACT,
            target=report_id,
            reason=request.POST.get("reason", "").strip(),
            change=change,
        )
        act(request, wanted)
    except InvalidDecision as refusal:
        return screen(request, reviewing_of(request, report_id), refusal=str(refusal), status=_REFUSED)
    return HttpResponseRedirect(reverse("review", args=[report_id]))
