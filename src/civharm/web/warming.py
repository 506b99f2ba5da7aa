"""The first look at a list or a map finds its numbers worked out: a thread beside the server does so after every change."""

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civharm.catalogue.catalogue import Catalogue

_EVERY_S = 3.0
_LOG = logging.getLogger(__name__)


def keep_warm(catalogue: "Catalogue", *, until: threading.Event | None = None) -> threading.Thread:
    """Begin to warm the catalogue, until the program ends or it is told to stop."""
    stop = until or threading.Event()
    thread = threading.Thread(target=_warm, args=(catalogue, stop), name="civharm-warm", daemon=True)
    thread.start()
    return thread


def _warm(catalogue: "Catalogue", stop: threading.Event) -> None:
    from django.db import connections

    warmed: object = None
    while True:
        try:
            catalogue.freshen()
            if (now := catalogue.mark()) != warmed:
                catalogue.warm()
                warmed = now
        except Exception:  # noqa: BLE001 - pages work what they need out themselves, and say what is wrong
            _LOG.warning("the catalogue could not be warmed", exc_info=True)
        finally:
            connections[catalogue.casebook.alias].close()
        if stop.wait(_EVERY_S):
            return
