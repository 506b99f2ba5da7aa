"""What a person does in the browser: a decision is recorded under their name; incidents and tolls follow behind the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from civharm.model.decisions import Action, Decision, words_in
from civharm.model.errors import InvalidDecision
from civharm.model.ids import stable_id
from civharm.web.permission import person_of
from civharm.web.serving import casebook_of, catalogue_of, codebook_of, follower_of, note_level, walls_of

if TYPE_CHECKING:
    from civharm.casebook.foreseeing import Foreseen

#: So long a preview waits for what was decided before it.
_LONGEST_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person wants to decide, and why. `seen` are the versions that their page was made of (`Casebook.version`)."""

    action: Action
    target: str
    reason: str
    change: Mapping[str, Any] = field(default_factory=dict)
    seen: Sequence[str] = ()


def act(request: HttpRequest, wanted: Act) -> Decision:
    """Record the decision of who is asking; the decision as it is kept.

    Incidents, tolls and pages follow: before the answer if that is quick, else behind it. Raises InvalidDecision, which
    says why it can't apply: also where somebody was quicker.
    """
    casebook = casebook_of(request)
    _check_sight(request, wanted)
    kept = casebook.decide(_decision(wanted, author=person_of(request).name))
    note_level(request, is_level=follower_of(request).follow())
    return kept


def foresee(request: HttpRequest, wanted: Act) -> "Foreseen":
    """What a decision of who is asking would come to; nothing is recorded. Raises InvalidDecision."""
    from civharm.pipeline import recompute

    _check_sight(request, wanted)
    _check_level(request)
    made = _decision(wanted, author=person_of(request).name)
    return casebook_of(request).foresee(made, partial(recompute, codebook=codebook_of(request)))


def _check_sight(request: HttpRequest, wanted: Act) -> None:
    """Raises Http404 where the decision names something behind a wall: nobody learns by deciding that it is there."""
    if person_of(request).compartments is None:
        return
    names = {wanted.target, *words_in(wanted.change)}
    if catalogue_of(request).hides(names, walls=walls_of(request)):
        raise Http404(f"there is no {wanted.target!r} to decide on")


def _check_level(request: HttpRequest) -> None:
    """What others decided just now is followed first: else its consequences would stand in the preview as those of this."""
    follower, casebook = follower_of(request), casebook_of(request)
    if casebook.waiting() is not None and not follower.wait(follower.wake(), _LONGEST_S):
        raise InvalidDecision(
            _(
                "What was decided before is still being worked out: look at what this would change in a moment."
            )
        )


def _decision(wanted: Act, *, author: str) -> Decision:
    decided_at = datetime.now(UTC)
    return Decision(
        id=stable_id("decision", wanted.action.value, wanted.target, author, decided_at.isoformat()),
        action=wanted.action,
        target=wanted.target,
        author=author,
        reason=wanted.reason,
        decided_at=decided_at,
        change=dict(wanted.change),
        seen=tuple(wanted.seen),
    )
