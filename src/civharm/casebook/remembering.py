"""What a server remembers of a casebook's rows: they never change, so what was made of them up to a row stays true.

Only looks at one moment of committed rows remember anything.
"""

from collections.abc import Callable, Mapping, Sized
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connections

from civharm.casebook.append_only import AppendOnly
from civharm.casebook.models import DestroyedRow
from civharm.casebook.recollection import Lasts

if TYPE_CHECKING:
    from civharm.casebook.state import State

_Made = TypeVar("_Made", bound=Sized)


def last_rows(alias: str, tables: "tuple[type[AppendOnly], ...]") -> Lasts:
    """The last row of each table."""
    lasts = ", ".join(f"(SELECT max(id) FROM {table._meta.db_table})" for table in tables)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT {lasts}")
        return tuple(each or 0 for each in cursor.fetchone())


def remembered(
    *tables: type[AppendOnly],
) -> "Callable[[Callable[[State], _Made]], cached_property[_Made]]":
    """A property of a look that is made of these tables alone: made once, as long as no row is added to them.

    Where evidence was destroyed everything is read anew: what was destroyed must not live on in memory.
    """

    def of(make: "Callable[[State], _Made]") -> "cached_property[_Made]":
        def made(state: "State") -> _Made:
            if state.memory is None:
                return make(state)
            lasts = last_rows(state.alias, (DestroyedRow, *tables))
            kept = state.memory.recall(make.__name__)
            if kept is not None and kept[0] == lasts:
                found: _Made = kept[1]
                return found
            found = make(state)
            state.memory.keep(make.__name__, lasts, found)
            return found

        made.__doc__ = make.__doc__
        return cached_property(made)

    return of


_Row = TypeVar("_Row", bound=AppendOnly)


def newest_by_incident(
    state: "State", table: type[_Row], newest: "Callable[[], Mapping[str, _Row]]"
) -> Mapping[str, _Row]:
    """The last row of each incident: those that were known, and what came since."""
    if state.memory is None:
        return newest()
    name = table._meta.db_table
    lasts = last_rows(state.alias, (DestroyedRow, table))
    kept = state.memory.recall(name)
    if kept is None or kept[0][0] != lasts[0]:
        found = dict(newest())
    else:
        found = dict(kept[1])
        rows: Any = state.rows(table)
        for row in rows.filter(id__gt=kept[0][1]):
            found.pop(row.incident_id, None)
            found[row.incident_id] = row
    state.memory.keep(name, lasts, found)
    return found


_Held = TypeVar("_Held")


def made_of_rows(
    state: "State", name: str, rows: Mapping[str, _Row], make: Callable[[_Row], _Held]
) -> Mapping[str, tuple[_Row, _Held]]:
    """What each of these rows holds, beside the row; what an earlier look made of the same row is not made again."""
    kept = state.memory.recall(name) if state.memory is not None else None
    before: Mapping[str, tuple[_Row, _Held]] = kept[1] if kept else {}
    found = {}
    for key, row in rows.items():
        known = before.get(key)
        found[key] = known if known is not None and known[0] is row else (row, make(row))
    if state.memory is not None:
        state.memory.keep(name, (), found)
    return found
