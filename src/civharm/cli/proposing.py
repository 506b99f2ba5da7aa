"""`civharm proposals`, and `civharm decide take|refuse`: what the machine would change in signed incidents."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, ReadFormat, current_casebook
from civharm.cli.decided import AuthorOption, ReasonOption, Signed, decide
from civharm.model.decisions import Action

_ProposalArgument = Annotated[
    str, typer.Argument(help="The proposal's id, or its beginning: see `civharm proposals`.")
]


def proposals(
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="What to print.")] = ReadFormat.TABLE,
) -> None:
    """List what new reports, readings or rules would change in incidents that people signed."""
    from civharm.casebook.proposing import in_words
    from civharm.cli.printing import print_lines, print_table
    from civharm.model.proposals import Proposal
    from civharm.publication.lines import to_plain

    state = current_casebook(casebook).state()
    if output is ReadFormat.JSONL:
        print_lines({"type": "proposal", **to_plain(Proposal, each)} for each in state.proposals)
        return
    codes = {incident.id: incident.code or incident.id for incident in state.incidents}
    rows = (
        (
            each.id,
            codes.get(each.incident, each.incident),
            each.kind,
            _score(each.score),
            in_words(each, codes),
        )
        for each in state.proposals
    )
    print_table(("id", "incident", "kind", "score", "what"), rows)


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:+.1f}"


def take(
    proposal: _ProposalArgument, author: AuthorOption, reason: ReasonOption, casebook: CasebookOption = None
) -> None:
    """Accept a proposal: the decision that it comes to is recorded, and the incident waits to be signed anew."""
    from civharm.casebook.proposing import acceptance, named

    store = current_casebook(casebook)
    state = store.state()
    found = named(proposal, state.proposals)
    comes_to = acceptance(found, state.signed)
    signed = Signed(author=author, reason=reason)
    decide(comes_to.action, comes_to.target, signed=signed, casebook=casebook, change=comes_to.change)
    print(f"look at the incident {found.incident} and sign it anew")


def refuse(
    proposal: _ProposalArgument, author: AuthorOption, reason: ReasonOption, casebook: CasebookOption = None
) -> None:
    """Refuse a proposal: it is made again only when what it rests on has changed."""
    from civharm.casebook.proposing import named

    found = named(proposal, current_casebook(casebook).state().proposals)
    signed = Signed(author=author, reason=reason)
    decide(Action.REFUSE_PROPOSAL, found.id, signed=signed, casebook=casebook)
