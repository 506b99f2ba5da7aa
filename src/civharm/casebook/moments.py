"""Until when rows count for who asks what was known on a day."""

from datetime import UTC, datetime, time

from civharm.model.store import KnownOn


def moment(known_on: KnownOn) -> datetime | None:
    """The last moment that counts: a day counts to its end in UTC."""
    if known_on is None or isinstance(known_on, datetime):
        return known_on
    return datetime.combine(known_on, time.max, UTC)
