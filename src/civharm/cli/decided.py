"""What the commands that decide share: their options, and how a decision is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from civharm.cli.choices import open_casebook, own, utc_now
from civharm.model.decisions import Action, Decision
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident

AuthorOption = Annotated[str, typer.Option(help="Who decides.")]
ReasonOption = Annotated[str, typer.Option(help="Why.")]
SeenOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="VERSION",
        help="The version that you saw, as `civharm show` prints it; may be repeated. "
        "If it has changed meanwhile, nothing is recorded and you are told what happened.",
    ),
]
ClaimArgument = Annotated[str, typer.Argument(help="The claim's id, or its beginning.")]
IncidentArgument = Annotated[str, typer.Argument(help="The incident's id or code.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, why, on what they saw."""

    author: str
    reason: str
    seen: Sequence[str] | None = None


def decide(
    action: Action,
    target: str,
    *,
    signed: Signed,
    casebook: Path | None,
    change: Mapping[str, Any] | None = None,
) -> None:
    """Record a decision and bring incidents and tolls up to date."""
    from civharm.pipeline import refresh

    store = open_casebook(casebook)
    target, author, reason = map(storable, (target, signed.author, signed.reason))
    decided_at = utc_now()
    decision = Decision(
        id=stable_id("decision", action.value, target, author, decided_at.isoformat()),
        action=action,
        target=target,
        author=author,
        reason=reason,
        decided_at=decided_at,
        change=dict(change or {}),
        seen=tuple(signed.seen or ()),
    )
    kept = store.decide(decision)
    refresh(store, codebook=own().codebook())
    print(f"decision {kept.id} recorded")
    if kept.target != target:
        _say_what_it_is_on(target, store.incidents())


def _say_what_it_is_on(named: str, incidents: Iterable[Incident]) -> None:
    """Nobody decides on an incident unseen: a name that leads to another one is told."""
    for incident in incidents:
        if named in incident.aliases:
            print(f"{named} is part of {incident.code or incident.id}: the decision is on that")


def storable(words: str) -> str:
    """A terminal that is not on UTF-8 hands over bytes that are no characters: they are written out."""
    return words.encode(errors="backslashreplace").decode()
