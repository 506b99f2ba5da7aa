"""Organisations that speak: who speaks for one, and the organisation itself, are one voice."""

import re
from functools import lru_cache

from civharm.codebook import Codebook
from civharm.incidents.words import fold
from civharm.model.speakers import Speaker


@lru_cache(maxsize=4)
def institutions(codebook: Codebook) -> frozenset[str]:
    """Folded names of organisations and belligerents, in all their spellings."""
    organisations = frozenset(
        fold(name)
        for known in codebook.organisations
        for name in (known.name, *known.aliases.en, *known.aliases.ar)
    )
    return organisations | frozenset(fold(party.name) for party in codebook.belligerents)


def spoken_for(speaker: Speaker, codebook: Codebook) -> str | None:
    """The organisation that a speaker's words or role name ("Capt. Roe of the Civil Defence"), the longest of several."""
    called = f"{speaker.name or ''} | {speaker.words} | {speaker.role or ''}"
    names, pattern = _aliases(codebook)
    found = pattern.search(fold(called))
    return names[found.group()] if found else None


@lru_cache(maxsize=4)
def _aliases(codebook: Codebook) -> tuple[dict[str, str], re.Pattern[str]]:
    names = {
        fold(alias): organisation.name
        for organisation in codebook.organisations
        for alias in (*organisation.aliases.en, *organisation.aliases.ar, organisation.name)
    }
    longest_first = sorted(names, key=lambda alias: (-len(alias), alias))
    return names, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
