"""`civharm rebuild`: incidents and assessments from nothing but evidence, readings and decisions."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook, own


def rebuild(
    casebook: CasebookOption = None,
    recount: Annotated[
        bool,
        typer.Option(
            "--recount-words", help="Count anew how rare words are, from all reports of the casebook."
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit status 1 if anything comes out otherwise.")
    ] = False,
) -> None:
    """Work out all incidents and assessments anew, taking over nothing that was worked out before.

    It comes to what stands already, unless rules have changed since, words are counted anew, or somebody meddled.
    """
    from functools import partial

    from civharm.pipeline import recompute
    from civharm.recomputing import Extent

    store = open_casebook(casebook)
    codebook = own().in_casebook(store.folder.path).codebook()
    extent = Extent.RECOUNTED if recount else Extent.ALL
    anew = partial(recompute, codebook=codebook, extent=extent)
    if not check:
        count = store.refresh(anew)
        print(f"{count} changes kept" if count else "all comes out as it stands")
        return
    otherwise = store.rebuild(anew)
    print("\n".join(otherwise) if otherwise else "all comes out as it stands")
    raise typer.Exit(1 if otherwise else 0)
