"""`civharm publish` and `civharm verify`: the record as open data, and whether it is as it was made."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own, utc_now

if TYPE_CHECKING:
    from civharm.publication.release.publish import WriteMore


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
    site: Annotated[
        bool,
        typer.Option(
            "--site", help="Write public pages as well, which open from the folder without a network."
        ),
    ] = False,
    casebook: CasebookOption = None,
) -> None:
    """Publish what people signed as open data: CSV, GeoJSON, HXL, JSON-LD, Parquet, SQLite, with a manifest."""
    from civharm import __version__
    from civharm.catalogue.masking import public
    from civharm.catalogue.stored import stored_record
    from civharm.places.areas import Provinces
    from civharm.places.gazetteer import open_gazetteer
    from civharm.publication.release.gate import check
    from civharm.publication.release.manifest import read_key
    from civharm.publication.release.publish import Terms
    from civharm.publication.release.publish import publish as publish_release
    from civharm.publication.release.source import About
    from civharm.releasing import WITH_PROPOSED, choose

    if site:
        _make_pages_ready()
    signing_key = read_key(key) if key else None
    store = current_casebook(casebook)
    given = {WITH_PROPOSED: with_proposed, "--shrunken": shrunken}
    about = About(
        title=title, casebook_id=store.folder.id, made_at=utc_now(), civharm=__version__, scope=scope,
        contact=contact, licence=licence, reasons={option: why for option, why in given.items() if why},
    )  # fmt: skip
    chosen = choose(
        public(stored_record(store)), about, is_second_person_needed=store.folder.is_second_person_needed
    )
    check(chosen.objections, about.reasons)
    gazetteer = open_gazetteer(*own().in_casebook(store.folder.path).places)
    terms = Terms(
        province_of=Provinces(gazetteer).of, previous=previous, key=signing_key, notices=chosen.notices,
        more=_site() if site else None,
    )  # fmt: skip
    made = publish_release(chosen.source, to, terms)
    gazetteer.close()
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


def _site() -> "WriteMore":
    from civharm.web.site.writing import write_site

    return write_site
