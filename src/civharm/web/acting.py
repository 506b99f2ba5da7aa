"""What a person does in the browser: a decision is recorded under their name, then incidents and tolls follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from civharm.codebook.load import Codebook
from civharm.model.decisions import Action, Decision, words_in
from civharm.model.ids import stable_id
from civharm.web.permission import person_of
from civharm.web.serving import casebook_of, catalogue_of, codebook_of, walls_of

if TYPE_CHECKING:
    from civharm.casebook.foreseeing import Foreseen
    from civharm.casebook.store import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person wants to decide, and why. `seen` are the versions that their page was made of (`Casebook.version`)."""

    action: Action
    target: str
    reason: str
    change: Mapping[str, Any] = field(default_factory=dict)
    seen: Sequence[str] = ()


def act(request: HttpRequest, wanted: Act) -> Decision:
    """Record the decision of who is asking, and bring incidents and tolls up to date; the decision as it is kept.

    Raises InvalidDecision, which says why it can't apply: also where somebody was quicker.
    """
    casebook = casebook_of(request)
    _check_sight(request, wanted)
    kept = casebook.decide(_decision(wanted, author=person_of(request).name))
    follow(casebook, codebook_of(request))
    return kept


def foresee(request: HttpRequest, wanted: Act) -> "Foreseen":
    """What a decision of who is asking would come to; nothing is recorded. Raises InvalidDecision."""
    from civharm.pipeline import recompute

    _check_sight(request, wanted)
    made = _decision(wanted, author=person_of(request).name)
    return casebook_of(request).foresee(made, partial(recompute, codebook=codebook_of(request)))


def _check_sight(request: HttpRequest, wanted: Act) -> None:
    """Raises Http404 where the decision names something behind a wall: nobody learns by deciding that it is there."""
    if person_of(request).compartments is None:
        return
    names = {wanted.target, *words_in(wanted.change)}
    if catalogue_of(request).hides(names, walls=walls_of(request)):
        raise Http404(f"there is no {wanted.target!r} to decide on")


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


def follow(casebook: "Casebook", codebook: Codebook) -> None:
    """Incidents, tolls and what the pages show, brought up to what is recorded."""
    from civharm.pipeline import refresh

    refresh(casebook, codebook=codebook)
