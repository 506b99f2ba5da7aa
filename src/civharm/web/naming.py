"""Names of parties, places and countries in the language of the pages, where the codebook or the gazetteer has one.

A name that neither has is shown as the record has it: no name is ever written over from one script to another here.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache, lru_cache

from django.utils.translation import get_language

from civharm.codebook.load import default_codebook
from civharm.places.keys import opened_world
from civharm.places.labels import Point, arabic_name_near, only_arabic_name

#: A place lies at most so far from the point that bears its name, and from the town that it lies in.
_AT_KM, _WITHIN_KM = 2.0, 40.0
_MOST = 20_000


def party_name(name: str) -> str:
    """A party by its name in the language of the pages: `US-led Coalition` is `التحالف الدولي` on Arabic ones."""
    return _arabic_parties().get(name, name) if _is_arabic() else name


def place_name(name: str, point: Point | None) -> str:
    """A place that lies at the point, by its name in the language of the pages."""
    return _near(name, point, _AT_KM) if point and _is_arabic() else name


def town_name(name: str, point: Point | None) -> str:
    """The town around the point, by its name in the language of the pages."""
    return _near(name, point, _WITHIN_KM) if point and _is_arabic() else name


def named_anywhere(name: str) -> str:
    """A place of which no more than the name is at hand: translated where all that bear the name are called alike."""
    return _anywhere(name) if _is_arabic() else name


def country_name(code: str) -> str:
    """A country by its name in the language of the pages: `IQ` is `Iraq`; a code that no list has stays."""
    return _territories(get_language() or "en").get(code, code)


def _is_arabic() -> bool:
    return (get_language() or "").startswith("ar")


@cache
def _arabic_parties() -> dict[str, str]:
    return {each.name: each.name_ar for each in default_codebook().belligerents if each.name_ar}


@lru_cache(maxsize=_MOST)
def _near(name: str, point: Point, most_km: float) -> str:
    return arabic_name_near(_world(), name, point, most_km=most_km) or name


@lru_cache(maxsize=_MOST)
def _anywhere(name: str) -> str:
    return only_arabic_name(_world(), name) or name


@cache
def _territories(language: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}


@cache
def _world() -> sqlite3.Connection:
    return opened_world()
