"""What `civharm import --kind archive` asks for and tells beside: who signs, the archive's history, what is not here."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.model.errors import InvalidInput

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.codebook import Codebook
    from civharm.exchange.own import TakenOver, Taking

_MOST_SHOWN = 20


def taking_by(by: str | None, store: "Casebook", *, codebook: "Codebook", history: Path | None) -> "Taking":
    """How an archive is taken over. Raises InvalidInput where nobody signs for it."""
    from civharm.exchange.history import history_in
    from civharm.exchange.own import Taking
    from civharm.pipeline import refresh

    if not (by or "").strip():
        raise InvalidInput(
            "an archive's incidents come in as signed decisions: say who signs with --by NAME", code="by"
        )
    told = history_in(history) if history else None
    return Taking(store, by=str(by).strip(), refresh=partial(refresh, codebook=codebook), history=told)


def say_taken_over(path: Path, taken: "TakenOver") -> None:
    """What became of the archive's decisions, and what of it is not here."""
    from civharm.cli.printing import say
    from civharm.publication.table import counted

    say(
        f"{path.name}: {counted(taken.new, 'incident')} taken over anew or changed, "
        f"{counted(taken.signed.count, 'imported decision')} signed"
    )
    for code, why in taken.signed.refused[:_MOST_SHOWN]:
        say(f"civharm: {code}: not signed: {why}")
    if len(taken.signed.refused) > _MOST_SHOWN:
        say(f"civharm: {len(taken.signed.refused) - _MOST_SHOWN:,} more decisions are not signed")
    if taken.undone:
        say(f"civharm: note: undone here before, and left so: {', '.join(taken.undone[:_MOST_SHOWN])}")
    if taken.unmatched:
        say(f"civharm: history of no incident in {path.name}: {', '.join(taken.unmatched[:_MOST_SHOWN])}")
    if taken.related.signed or taken.related.by_rule:
        say(
            f"civharm: {taken.related.signed:,} relations of incidents are signed; {taken.related.by_rule:,} that no person "
            "had decided are left to the rules here"
        )
    for code, why in taken.related.refused[:_MOST_SHOWN]:
        say(f"civharm: {code}: not related: {why}")
    behind = ", ".join(f"{count:,} {name}" for name, count in taken.behind.items())
    say(
        "civharm: not taken over, since no archive holds the evidence itself: the captures and texts of its reports"
        + (f"; and of {path.name}: {behind}" if behind else "")
    )
