"""Whether what somebody names lies behind a wall: it is then as if it did not exist, for deciding as for looking."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from civharm.casebook.models import DecisionRow
from civharm.catalogue.models import IncidentRow, PageRow
from civharm.catalogue.sight import Sight


def hides(sight: Sight, names: Collection[str]) -> bool:
    """True if one of these ids and codes is that of an incident, report or claim that may not be seen, or decides on one."""
    if sight.open_walls is None or not names:
        return False
    known = {name for name in names if name} | _decided(sight.alias, names)
    pages = PageRow.objects.using(sight.alias).filter(subject_id__in=known)
    coded = IncidentRow.objects.using(sight.alias).filter(_named(known))
    return _any_hidden(pages, sight) or _any_hidden(coded, sight)


def _any_hidden(rows: "QuerySet[PageRow] | QuerySet[IncidentRow]", sight: Sight) -> bool:
    open_walls: Collection[int] = sight.open_walls or ()
    return rows.exclude(wall__in=open_walls).exists()


def _named(names: Collection[str]) -> Q:
    found = Q(code__in=[name for name in names if name])
    for name in names:
        found |= Q(aliases__contains=f'"{name}"')
    return found


def _decided(alias: str, names: Collection[str]) -> set[str]:
    """What the decisions among the names are on, and what decisions that those undo are on."""
    found: set[str] = set()
    ahead = set(names)
    while ahead:
        rows = DecisionRow.objects.using(alias).filter(decision_id__in=ahead).values_list("target", "root")
        ahead = {name for row in rows for name in row if name} - found
        found |= ahead
    return found
