"""`civharm export-evidence`: all evidence of one incident, for somebody else."""

from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own, utc_now
from civharm.cli.decided import AuthorOption, IncidentArgument, ReasonOption, storable
from civharm.model.consent import Purpose


def export_evidence(  # noqa: PLR0913 - a command's options are its parameters
    incident: IncidentArgument,
    to: Annotated[Path, typer.Option(help="A new folder.")],
    author: AuthorOption,
    reason: ReasonOption,
    purpose: Annotated[
        Purpose,
        typer.Option(
            "--for", help="What it is for: who refused that (`civharm decide consent`) is left out."
        ),
    ] = Purpose.COURT,
    casebook: CasebookOption = None,
) -> None:
    """Write a bag (BagIt) with all evidence of an incident and a readable report, unmasked but for refusals; it is logged."""
    from civharm.safekeeping.evidence import Handover
    from civharm.safekeeping.evidence import export_evidence as export

    store = current_casebook(casebook)
    handover = Handover(by=storable(author), reason=storable(reason), at=utc_now(), purpose=purpose)
    found = export(incident, store, to, handover=handover, codebook=own().codebook())
    print(
        f"{to}: {len(found.captures)} captures, {len(found.claims)} claims, {len(found.own_entries)} entries of the chain "
        "of custody; open data/report.html"
    )
    if found.withheld:
        print(
            f"{len(found.withheld)} captures are left out: somebody in them refused to be named for {purpose}"
        )
    print("nothing else in it is masked: hand it to nobody who is not to have it")
