"""The first look at a list or a map finds its numbers worked out: a thread beside the server does so after every change."""

import logging
import threading
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civharm.web.following import Follower

_EVERY_S = 3.0
#: In so many turns it is looked once whether rows are gone: a page of what is left does not fail.
_CHECKED_EVERY = 20
_LOG = logging.getLogger(__name__)


def keep_warm(follower: "Follower", *, until: threading.Event | None = None) -> threading.Thread:
    """Begin to warm the catalogue, until the program ends or it is told to stop; what was left undone is followed first."""
    stop = until or threading.Event()
    thread = threading.Thread(target=_warm, args=(follower, stop), name="civharm-warm", daemon=True)
    thread.start()
    return thread


def _warm(follower: "Follower", stop: threading.Event) -> None:
    from django.db import connections

    catalogue = follower.catalogue
    warmed: object = None
    for turn in count():
        try:
            if turn % _CHECKED_EVERY == 0 and catalogue.is_damaged():
                follower.mend()
            follower.look()
            if (now := catalogue.mark()) != warmed:
                catalogue.warm()
                warmed = now
        except Exception:  # noqa: BLE001 - pages work what they need out themselves, and say what is wrong
            _LOG.warning("the catalogue could not be warmed", exc_info=True)
        finally:
            connections[catalogue.casebook.alias].close()
        if stop.wait(_EVERY_S):
            return
