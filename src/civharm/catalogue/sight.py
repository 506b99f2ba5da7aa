"""The one way to the rows of the record: only those whose wall is open to who is looking."""

import json
from dataclasses import dataclass
from typing import Self, TypeVar

from django.db.models import QuerySet

from civharm.catalogue.models import Shown, WallRow
from civharm.catalogue.walls import Walls

_Row = TypeVar("_Row", bound=Shown)


@dataclass(frozen=True, slots=True)
class Sight:
    """A database with the walls in it that are open to somebody; None where all are."""

    alias: str
    open_walls: tuple[int, ...] | None

    @classmethod
    def of(cls, alias: str, walls: Walls) -> Self:
        """What somebody sees who may look into these compartments."""
        if walls.ids is None:
            return cls(alias, None)
        kept = WallRow.objects.using(alias).order_by("id").values_list("id", "compartments")
        return cls(alias, tuple(wall for wall, compartments in kept if walls.open(json.loads(compartments))))

    def rows(self, table: type[_Row]) -> QuerySet[_Row]:
        """The rows of a table that may be seen."""
        rows: QuerySet[_Row] = table._default_manager.using(self.alias)
        return rows if self.open_walls is None else rows.filter(wall__in=self.open_walls)
