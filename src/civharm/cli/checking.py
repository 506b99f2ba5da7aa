"""`civharm doctor`: is everything here that civharm needs, and is the evidence as it was left?"""

from collections.abc import Callable
from pathlib import Path

import typer

from civharm.cli.choices import CasebookOption, own
from civharm.model.errors import CasebookError, CivharmError


def doctor(casebook: CasebookOption = None) -> None:
    """Check the gazetteer, the language model, the web assets and, if named, a casebook's chain of custody."""
    checks = [
        ("codebook", _check_codebook),
        ("gazetteer", _check_gazetteer),
        ("language model", _check_language_model),
        ("web assets", _check_web_assets),
    ]
    if casebook is not None:
        checks.append((f"casebook {casebook}", lambda: _check_casebook(casebook)))
    is_well = [_passes(name, check) for name, check in checks]
    raise typer.Exit(0 if all(is_well) else 1)


def _passes(name: str, check: Callable[[], str]) -> bool:
    try:
        found = check()
    except (CivharmError, ImportError, OSError) as error:
        print(f"✗ {name}: {error}")
        return False
    print(f"✓ {name}: {found}")
    return True


def _check_codebook() -> str:
    codebook = own().codebook()
    return f"{len(codebook.belligerents)} belligerents, {len(codebook.weapons)} weapons"


def _check_gazetteer() -> str:
    from civharm.places.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(*own().places)
    places = gazetteer.find("Mosul")
    gazetteer.close()
    return f"answers (Mosul: {len(places)} places)"


def _check_language_model() -> str:
    from civharm.lang.english import english

    meta = english().meta
    return f"{meta['name']} {meta['version']}"


def _check_web_assets() -> str:
    from civharm.web.setup import check_assets

    check_assets()
    return "built"


def _check_casebook(folder: Path) -> str:
    from civharm.casebook.store import Casebook
    from civharm.safekeeping.checking import all_faults

    book = Casebook.open(folder)
    wrong = tuple(all_faults(book))
    if wrong:
        raise CasebookError("; ".join(wrong))
    return f"{len(book.reports())} reports, {len(book.claims())} claims, the chain of custody holds"
