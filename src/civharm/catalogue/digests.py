"""Digests of what rows are made of, each worked out once: what is made of the same as last time has the same digest."""

from collections.abc import Callable, Hashable
from typing import Any

from civharm.casebook.recollection import Recollection


class Digests:
    """Those of one table, beside what they were made of; kept from one filling to the next in one process."""

    def __init__(self, recollection: Recollection, table: str) -> None:
        self._recollection, self._name = recollection, f"digests of {table}"
        kept = recollection.recall(self._name)
        self._before: dict[Hashable, tuple[Any, str]] = kept[1] if kept else {}
        self._now: dict[Hashable, tuple[Any, str]] = {}

    def of(self, key: Hashable, made_of: tuple[object, ...], work: Callable[[], str]) -> str:
        """The digest of a row by its key; `made_of` is all that it depends on."""
        known = self._before.get(key)
        self._now[key] = found = known if known and known[0] == made_of else (made_of, work())
        return found[1]

    def keep(self) -> None:
        """Remember them for the next filling, and none of rows that are gone."""
        self._recollection.keep(self._name, (), self._now)
