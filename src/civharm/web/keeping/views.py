"""Pages of administrators: what is due to be destroyed, legal holds, and having evidence destroyed for good."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from civharm.accounts.compartments import compartments
from civharm.accounts.people import Right
from civharm.model.decisions import Action
from civharm.model.errors import CasebookError, InvalidDecision, NotFound
from civharm.model.tombstones import BY_DECISION
from civharm.web.acting import Act, act
from civharm.web.keeping.page import TYPED, IsOpen, destruction_page, keeping_page
from civharm.web.people.forms import done, told, words
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import casebook_of, catalogue_of, codebook_of, follower_of, walls_of

if TYPE_CHECKING:
    from civharm.casebook.destroying import Destruction, Wanted
    from civharm.model.store import Recompute

_REFUSED = 400


@require_safe
@needs(Right.ADMINISTER)
def keeping(request: HttpRequest) -> HttpResponse:
    """What is due, what is held, what was destroyed."""
    casebook, shown, wrong = casebook_of(request), None, ""
    try:
        shown = keeping_page(casebook, casebook.clock(), _is_open(request), who=person_of(request).name)
    except CasebookError as error:
        wrong = str(error)
    return page(request, "civharm/keeping/keeping.html", page=shown, wrong=wrong)


@require_POST
@needs(Right.ADMINISTER)
@told
def hold(request: HttpRequest) -> HttpResponse:
    """Keep evidence from being destroyed, until that is undone."""
    target = words(request, "target")
    with suppress(NotFound):  # it may name an incident
        _capture(request, target)
    act(request, Act(action=Action.HOLD, target=target, reason=words(request, "reason")))
    return done(request, _("It is held: nothing of it is destroyed until the hold is ended."))


@require_POST
@needs(Right.ADMINISTER)
@told
def end_hold(request: HttpRequest) -> HttpResponse:
    """Undo the decision that holds it."""
    decision = casebook_of(request).decision(words(request, "decision"))
    if decision is None or decision.action is not Action.HOLD:
        raise Http404("there is no such hold")
    act(request, Act(action=Action.UNDO, target=decision.id, reason=words(request, "reason")))
    return done(request, _("The hold is ended."))


@require_POST
@needs(Right.ADMINISTER)
@told
def foresee_destroying(request: HttpRequest) -> HttpResponse:
    """What would change if it were destroyed, and the form that has it done."""
    from civharm.casebook.doing_away import foresee_destruction

    wanted = _wanted(request, reason=_("foreseen"))
    follow = _recompute(request)
    return _foreseen(request, wanted, foresee_destruction(casebook_of(request), wanted, follow))


@require_POST
@needs(Right.ADMINISTER)
@told
def destroy(request: HttpRequest) -> HttpResponse:
    """Have it destroyed for good, if the beginning of its hash was typed."""
    from civharm.casebook.doing_away import destroy_evidence, foresee_destruction

    reason, typed = words(request, "reason"), words(request, "typed").lower()
    wanted = _wanted(request, reason=reason or _("foreseen"))
    casebook, follow = casebook_of(request), _recompute(request)
    if not reason or len(typed) < TYPED or not wanted.sha256.startswith(typed):
        said = _(
            "Nothing is destroyed: say why, and type the first twelve characters of the hash as they stand below."
        )
        return _foreseen(request, wanted, foresee_destruction(casebook, wanted, follow), refused=said)
    destroy_evidence(casebook, wanted, follow)
    follower_of(request).remake()
    messages.success(
        request,
        _(
            "Destroyed. Backups, releases, bags and copies that were made before still hold it: nobody keeps a list of them."
        ),
    )
    return redirect("keeping")


def _foreseen(
    request: HttpRequest, wanted: "Wanted", found: "Destruction", *, refused: str = ""
) -> HttpResponse:
    shown = destruction_page(
        casebook_of(request),
        found,
        sha256=wanted.sha256,
        rule=wanted.rule,
        is_open=lambda incident: not _is_hidden(request, [incident]),
    )
    return page(
        request,
        "civharm/keeping/destruction.html",
        status=_REFUSED if refused else 200,
        page=shown,
        refused=refused,
        reason=words(request, "reason"),
    )


def _wanted(request: HttpRequest, *, reason: str) -> "Wanted":
    """What the form names. Raises NotFound, also for what lies behind a wall."""
    from civharm.casebook.destroying import Wanted

    sha256 = _capture(request, words(request, "capture"))
    return Wanted(
        sha256=sha256,
        by=person_of(request).name,
        reason=reason,
        rule=words(request, "rule") or BY_DECISION,
    )


def _capture(request: HttpRequest, name: str) -> str:
    """The capture that is named. Raises NotFound, InvalidDecision for what lies behind a wall."""
    from civharm.casebook.destroying import capture_named
    from civharm.casebook.models import ReportRow

    alias = casebook_of(request).alias
    sha256 = capture_named(name, alias).sha256
    reports = (
        ReportRow.objects.using(alias).filter(capture__sha256=sha256).values_list("report_id", flat=True)
    )
    if not _is_open(request)(set(reports)):
        raise InvalidDecision(_("There is no such capture or report here."))
    return sha256


def _recompute(request: HttpRequest) -> "Recompute":
    from civharm.pipeline import recompute

    return partial(recompute, codebook=codebook_of(request))


def _is_open(request: HttpRequest) -> IsOpen:
    person = person_of(request)
    sees_all = person.may_look_behind([each.name for each in compartments(casebook_of(request).alias)])
    return lambda reports: sees_all or (bool(reports) and not _is_hidden(request, list(reports)))


def _is_hidden(request: HttpRequest, names: list[str]) -> bool:
    return catalogue_of(request).hides(names, walls=walls_of(request))
