"""Our names for the parties and countries that others name: by the codebook and the gazetteer."""

import re
from collections.abc import Callable
from functools import cache

from civharm.codebook import Codebook
from civharm.exchange.telling import Vocabulary
from civharm.model.places import PlacePrecision
from civharm.model.ports import Gazetteer

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CODE = re.compile(r"[A-Z]{2}\Z")


def vocabulary_of(codebook: Codebook, gazetteer: Gazetteer) -> Vocabulary:
    """The vocabulary of a codebook and a gazetteer."""
    return Vocabulary(party=_parties(codebook), country=_countries(gazetteer))


def _parties(codebook: Codebook) -> Callable[[str], tuple[str, str | None]]:
    known = {
        name.casefold(): (party.name, party.id)
        for party in codebook.belligerents
        for name in (party.name, *party.aliases.en, *party.aliases.ar)
    }
    return lambda written: known.get(written.casefold(), (written, None))


def _countries(gazetteer: Gazetteer) -> Callable[[str], str | None]:
    @cache
    def country(written: str) -> str | None:
        if _CODE.match(written):
            return written
        names = (written, _IN_BRACKETS.sub("", written))
        found = (place for name in names for place in gazetteer.find(name))
        return next((place.country for place in found if place.kind is PlacePrecision.COUNTRY), None)

    return country
