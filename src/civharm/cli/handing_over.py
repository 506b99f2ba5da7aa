"""`civharm export-evidence`: all evidence of one incident, for somebody else."""

from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own, utc_now
from civharm.cli.decided import AuthorOption, IncidentArgument, ReasonOption, storable


def export_evidence(
    incident: IncidentArgument,
    to: Annotated[Path, typer.Option(help="A new folder.")],
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Write a bag (BagIt) with all evidence of an incident and a readable report; nothing is masked, and it is logged."""
    from civharm.safekeeping.evidence import Handover
    from civharm.safekeeping.evidence import export_evidence as export

    store = current_casebook(casebook)
    handover = Handover(by=storable(author), reason=storable(reason), at=utc_now())
    found = export(incident, store, to, handover=handover, codebook=own().codebook())
    print(
        f"{to}: {len(found.captures)} captures, {len(found.claims)} claims, {len(found.own_entries)} entries of the chain "
        "of custody; open data/report.html"
    )
    print("nothing in it is masked: hand it to nobody who is not to have it")
