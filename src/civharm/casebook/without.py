"""Rows of a table but for some: what the chain of custody would say without them."""

from collections.abc import Collection, Mapping
from typing import TypeVar, cast

from django.db.models import QuerySet

from civharm.casebook.append_only import AppendOnly

_Row = TypeVar("_Row", bound=AppendOnly)
#: Rows that are left out, by table.
Without = Mapping[str, Collection[int]]
ALL: Without = {}


def rows_of(table: type[_Row], alias: str, without: Without) -> "QuerySet[_Row]":
    rows = cast("QuerySet[_Row]", table.objects.using(alias).order_by("id"))
    left_out = without.get(table._meta.db_table)
    return rows.exclude(id__in=list(left_out)) if left_out else rows
