"""`civharm retention` and `destroy`: what is due to go, and having it gone for good."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own, utc_now
from civharm.cli.decided import AuthorOption, ReasonOption, Signed, decide, storable
from civharm.model.decisions import Action
from civharm.model.tombstones import BY_DECISION

if TYPE_CHECKING:
    from civharm.casebook.destroying import Destruction
    from civharm.casebook.foreseeing import Standing
    from civharm.casebook.store import Casebook


def retention(
    casebook: CasebookOption = None,
    destroyed: Annotated[bool, typer.Option("--destroyed", help="List what was destroyed instead.")] = False,
) -> None:
    """List captures that are due to be destroyed, by the policy in casebook.toml and by refusals; nothing is destroyed by itself."""
    from civharm.cli.printing import print_table

    store = current_casebook(casebook)
    if destroyed:
        from civharm.casebook.tombstones import tombstones

        stones = tombstones(store.alias)
        told = ((s.sha256, str(s.size), f"{s.destroyed_at:%Y-%m-%d}", s.by, s.rule, s.reason) for s in stones)
        print_table(("sha256", "bytes", "destroyed", "by", "rule", "reason"), told)
        return
    from civharm.casebook.retention import due, policy_in

    state = store.state()
    found = list(due(state, store.captures(), policy_in(store.folder.path), utc_now()))
    if not found:
        print("nothing is due: see [retention] in casebook.toml")
        return
    about = state.protection.about
    rows = (
        (d.sha256, about(d.reports).words(d.name), d.rule, f"{d.since:%Y-%m-%d}", str(len(d.reports)))
        for d in found
    )
    print_table(("sha256", "name", "rule", "due since", "reports"), rows)


def hold(
    target: Annotated[
        str, typer.Argument(metavar="CAPTURE|REPORT|INCIDENT", help="What must not be destroyed.")
    ],
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Keep evidence from being destroyed, until this is undone: a court asked for it, or may."""
    decide(Action.HOLD, target, signed=Signed(author=author, reason=reason), casebook=casebook)


def destroy(  # noqa: PLR0913 - a command's options are its parameters
    capture: Annotated[
        str,
        typer.Argument(
            metavar="CAPTURE|REPORT", help="SHA-256 of a capture or its beginning, or a report's id."
        ),
    ],
    author: AuthorOption,
    reason: ReasonOption,
    rule: Annotated[
        str, typer.Option(help="The rule that asks for it, as `civharm retention` names it.")
    ] = BY_DECISION,
    confirm: Annotated[
        str | None,
        typer.Option(
            metavar="SHA256", help="Destroy it: the whole SHA-256, as it was told without this option."
        ),
    ] = None,
    casebook: CasebookOption = None,
) -> None:
    """Destroy bytes and all that was read of them; a tombstone stays. Without --confirm it only tells what would change."""
    from civharm.recomputing import recompute

    store = current_casebook(casebook)
    from civharm.casebook.destroying import Wanted, capture_named
    from civharm.casebook.doing_away import destroy_evidence, foresee_destruction

    sha256 = capture_named(capture, store.alias).sha256
    wanted = Wanted(sha256=sha256, by=storable(author), reason=storable(reason), rule=storable(rule))
    follow = partial(recompute, codebook=own().codebook())
    if confirm != sha256:
        _tell(foresee_destruction(store, wanted, follow), store)
        print(f"nothing is destroyed yet; it can't be undone. To do it: --confirm {sha256}")
        raise typer.Exit(1)
    _tell(destroy_evidence(store, wanted, follow), store)
    from civharm.catalogue.updating import forget

    forget(store.alias)
    print(f"destroyed: {sha256}")
    print(
        "backups, releases, bags and copies that were made before still hold it: civharm keeps no list of them; "
        "`civharm retention --destroyed` and the chain of custody say that it is gone from here"
    )


def _tell(found: "Destruction", store: "Casebook") -> None:
    for stone in found.tombstones:
        print(
            f"{stone.sha256}: {stone.size} bytes, {len(stone.reports)} reports, {len(stone.acts)} acts on the chain of custody"
        )
    for id, (was, comes) in found.differs.items():
        mark = ", signed by a person" if id in found.signed else ""
        print(f"incident {_name(was, comes)}{mark}: {_words(was)} -> {_words(comes)}")
    if not found.differs:
        print("no incident and no toll changes")
    ids = {id for stone in found.tombstones for id in stone.incidents}
    bags = [
        entry for entry in store.custody() if entry.action == "evidence_exported" and entry.subject in ids
    ]
    for entry in bags:
        print(
            f"a bag of incident {entry.subject} was handed over on {entry.at[:10]} by {entry.actor}: it still holds it"
        )


def _name(was: "Standing", comes: "Standing") -> str:
    incident = was.incident or comes.incident
    return (incident.code or incident.id) if incident else "?"


def _words(standing: "Standing") -> str:
    """How many are told to be killed and injured, and the grade."""
    from civharm.model.casualties import Harm, Status
    from civharm.publication.incident_lines import standing_words

    if standing.incident is None:
        return "there is no such incident"
    counts = (
        f"civilians {harm.value} {standing_words(standing.assessment, harm, Status.CIVILIAN)}"
        for harm in (Harm.KILLED, Harm.INJURED)
    )
    grade = (
        standing.assessment.grading.value
        if standing.assessment and standing.assessment.grading
        else "ungraded"
    )
    return f"{', '.join(counts)}, {grade}"


__all__ = ["destroy", "hold", "retention"]
