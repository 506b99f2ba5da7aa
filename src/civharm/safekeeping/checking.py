"""Everything about a casebook that is not as it was left."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from civharm.safekeeping.timestamps import stamp_faults

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook


def all_faults(casebook: "Casebook") -> Iterator[str]:
    """Rows, bytes, chain and timestamps, each fault in words."""
    yield from casebook.verify()
    yield from stamp_faults(casebook)
