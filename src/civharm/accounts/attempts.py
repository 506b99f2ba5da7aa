"""Attempts at logins, codes, links and tokens, counted in the database: for all processes together, and over a restart.

This is a cache as Django has them, for the counters of allauth. Values are kept as JSON: whoever gets a row into the database
runs nothing by it, as a pickle would.
"""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from civharm.accounts.models import AttemptRow

#: What is kept without a time of its own: no counter asks for that.
_LONGEST = timedelta(days=1)


class Attempts(BaseCache):
    """The counters. A key is kept by its hash: it may hold an address."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._alias = location or DEFAULT_DB_ALIAS

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is kept, as far as it still holds."""
        rows = AttemptRow.objects.using(self._alias).filter(key=self._hash(key, version))
        kept = rows.filter(until__gt=timezone.now()).values_list("kept", flat=True).first()
        return default if kept is None else json.loads(kept)

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Keep it, and forget what no longer holds."""
        kept = {"kept": json.dumps(value), "until": self._until(timeout)}
        with transaction.atomic(using=self._alias):
            AttemptRow.objects.using(self._alias).update_or_create(
                key=self._hash(key, version), defaults=kept
            )
            AttemptRow.objects.using(self._alias).filter(until__lte=timezone.now()).delete()

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | object | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Keep it unless something is kept; of several who do so at once one alone has done it."""
        hashed, connection = self._hash(key, version), connections[self._alias]
        given = (hashed, json.dumps(value), self._until(timeout), timezone.now())
        adapted = [
            connection.ops.adapt_datetimefield_value(each) if position > 1 else each
            for position, each in enumerate(given)
        ]
        with connection.cursor() as cursor:
            cursor.execute(_ADD, adapted)
            return bool(cursor.rowcount)

    def touch(
        self, key: str, timeout: float | object | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep it for longer."""
        rows = AttemptRow.objects.using(self._alias).filter(key=self._hash(key, version))
        return bool(rows.filter(until__gt=timezone.now()).update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Keep it no longer."""
        gone, _ = AttemptRow.objects.using(self._alias).filter(key=self._hash(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        """Keep nothing."""
        AttemptRow.objects.using(self._alias).all().delete()

    def _hash(self, key: str, version: int | None) -> str:
        return sha256(self.make_key(key, version=version).encode()).hexdigest()

    def _until(self, timeout: float | object | None) -> Any:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return timezone.now() + (timedelta(seconds=seconds) if isinstance(seconds, int | float) else _LONGEST)


_TABLE = AttemptRow._meta.db_table
#: A row that no longer holds is as none; the database alone decides who was first.
_ADD = f"""
    INSERT INTO {_TABLE} (key, kept, until) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET kept = excluded.kept, until = excluded.until WHERE {_TABLE}.until <= %s
"""
