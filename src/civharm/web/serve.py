"""The pages on this machine alone: single-user mode, without a login, so on loopback addresses only."""

import ipaddress
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.catalogue.masking import masked
from civharm.catalogue.record import Index, Record
from civharm.model.errors import InvalidInput
from civharm.web.setup import check_assets, ready

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from civharm.casebook.store import Casebook
    from civharm.catalogue.catalogue import Catalogue

#: Gives the record as it is now.
LoadRecord = Callable[[], Record]


def serve(casebook_folder: Path, *, host: str = "127.0.0.1", port: int = 8765) -> None:
    """Serve a casebook until interrupted. Raises InvalidInput for any address but loopback."""
    import waitress

    check_loopback(host)
    waitress.serve(casebook_app(casebook_folder), host=host, port=port, ident=None, threads=4)


def check_loopback(host: str) -> None:
    """Refuse an address that others can reach: whoever reaches this server sees everything."""
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise InvalidInput(
            f"civharm serve has no logins yet and listens on this machine only: {host} is not a loopback "
            "address; use 127.0.0.1, and a tunnel (ssh -L) to look from elsewhere",
            code="not-loopback",
        )


def make_app(load: LoadRecord, casebook: "Casebook | None" = None) -> "WSGIApplication":
    """The WSGI application over any source of records, which may show all: names are masked here.

    Without a casebook the pages can be looked at, and nobody decides.
    """
    ready()
    check_assets()
    from django.core.wsgi import get_wsgi_application

    from civharm.web.serving import CASEBOOK_KEY, CATALOGUE_KEY, RECORD_KEY

    django_app = get_wsgi_application()
    shown = _Shown(load)
    catalogue = _catalogue_of(casebook) if casebook else None

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[RECORD_KEY] = shown
        environ[CASEBOOK_KEY] = casebook
        environ[CATALOGUE_KEY] = catalogue
        return django_app(environ, start_response)

    return app


def casebook_app(casebook_folder: Path) -> "WSGIApplication":
    """The WSGI application over a casebook."""
    ready()
    from civharm.casebook.store import Casebook
    from civharm.catalogue.stored import Stored

    casebook = Casebook.open(casebook_folder)
    return make_app(Stored(casebook), casebook)


def _catalogue_of(casebook: "Casebook") -> "Catalogue":
    from civharm.catalogue.catalogue import Catalogue

    return Catalogue(casebook=casebook)


class _Shown:
    """The masked record with its look-ups, made anew only when the record is another one."""

    def __init__(self, load: LoadRecord) -> None:
        self._load = load
        self._made: tuple[Record, Index] | None = None

    def __call__(self) -> Index:
        record = self._load()
        if self._made is None or self._made[0] is not record:
            self._made = (record, Index(masked(record)))
        return self._made[1]
