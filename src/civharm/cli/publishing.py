"""`civharm publish` and `civharm verify`: the record as open data, and whether it is as it was made."""

from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own


def publish(  # noqa: PLR0913 - a command's options are its parameters
    to: Annotated[Path, typer.Option(help="A new folder for the release.")],
    title: Annotated[str, typer.Option(help="What stands over the release.")] = "Civilian harm, as reported",
    scope: Annotated[str, typer.Option(help="What the record covers: where, when, whose harm.")] = "",
    contact: Annotated[str, typer.Option(help="Where corrections go.")] = "",
    licence: Annotated[str, typer.Option(help="Under which the data may be used, such as CC-BY-4.0.")] = "",
    previous: Annotated[
        Path | None,
        typer.Option(help="The release before: what changed is listed, and nothing shrinks unsaid."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="Ed25519 private key (PEM) to sign the manifest with.")
    ] = None,
    with_proposed: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Publish incidents that nobody signed as well, and why."),
    ] = None,
    shrunken: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why incidents or numbers may be fewer than before.")
    ] = None,
    with_consented_names: Annotated[
        bool,
        typer.Option(
            "--with-consented-names",
            help="Show the names of those who agreed to be published (`civharm decide consent`); else no name is shown.",
        ),
    ] = False,
    site: Annotated[
        bool,
        typer.Option(
            "--site", help="Write public pages as well, which open from the folder without a network."
        ),
    ] = False,
    casebook: CasebookOption = None,
) -> None:
    """Publish what people signed as open data: CSV, GeoJSON, HXL, JSON-LD, Parquet, SQLite, with a manifest."""
    from civharm.accounts.people import Person
    from civharm.publication.release.gate import SHRUNKEN
    from civharm.publication.release.manifest import read_key

    if site:
        _make_pages_ready()
    signing_key = read_key(key) if key else None
    store = current_casebook(casebook)
    # its tables need a casebook that is open
    from civharm.releasing import WITH_PROPOSED
    from civharm.web.publishing.releases import ReleaseWanted, make_release

    wanted = ReleaseWanted(
        title=title, by=Person.alone().name, scope=scope, contact=contact, licence=licence, previous=previous,
        key=signing_key, reasons={WITH_PROPOSED: with_proposed or "", SHRUNKEN: shrunken or ""},
        with_consented_names=with_consented_names, with_site=site,
    )  # fmt: skip
    made = make_release(store, to, wanted, places=own().in_casebook(store.folder.path).places).made
    for notice in made.notices:
        print(notice)
    if previous:
        told = ", ".join(f"{count} {what}" for what, count in sorted(made.changes.items())) or "nothing"
        print(f"otherwise than in {previous}: {told}; see {to / 'changes.csv'}")
    if site:
        print(f"open {to / 'site' / 'index.html'} in a browser")
    print(f"published to {to}: check it with `sha256sum -c SHA256SUMS` there")


def _make_pages_ready() -> None:
    """Before the casebook is opened: what it configures without, the pages would lack."""
    from civharm.web.setup import check_assets, ready

    ready()
    check_assets()
