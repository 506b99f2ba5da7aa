"""The pages on this machine alone, without a login, on loopback addresses only; or for a team, with logins."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.catalogue.masking import masked
from civharm.catalogue.record import Index, Record
from civharm.model.errors import InvalidInput
from civharm.web.following import Follower
from civharm.web.setup import check_assets, ready
from civharm.web.warming import keep_warm

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from civharm.casebook.store import Casebook
    from civharm.catalogue.catalogue import Catalogue
    from civharm.codebook.load import Codebook

_CONNECTED_S = 600
#: Gives the record as it is now.
LoadRecord = Callable[[], Record]


def serve(
    casebook_folder: Path, *, host: str = "127.0.0.1", port: int = 8765, codebook: "Codebook | None" = None
) -> None:
    """Serve a casebook until interrupted. Raises InvalidInput for any address but loopback."""
    import waitress

    check_loopback(host)
    waitress.serve(
        casebook_app(casebook_folder, codebook, is_warm=True), host=host, port=port, ident=None, threads=4
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAddress:
    """Where a team's server listens, and how it is reached: under which names, through which proxy (by its address)."""

    host: str = "127.0.0.1"
    port: int = 8765
    names: Sequence[str] = ()
    proxy: str | None = None


def serve_team(casebook_folder: Path, address: TeamAddress, codebook: "Codebook | None" = None) -> None:
    """Serve a casebook with logins until interrupted. Raises InvalidInput where passwords would travel in the clear."""
    import waitress

    from civharm.catalogue.stored import Stored
    from civharm.web.people.setup import open_for_team

    check_team_address(address)
    casebook = open_for_team(casebook_folder, names=address.names, is_behind_tls=address.proxy is not None)
    app = make_app(Stored(casebook), casebook, codebook, is_warm=True)
    waitress.serve(
        app, host=address.host, port=address.port, ident=None, threads=4, **proxy_settings(address.proxy)
    )


def proxy_settings(proxy: str | None) -> dict[str, Any]:
    """What the server believes of a proxy's headers: who asks, and that they came over TLS; of anybody else, nothing."""
    if proxy is None:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def check_team_address(address: TeamAddress) -> None:
    """Refuse to take passwords over a network in the clear, and to answer to any name."""
    if address.proxy is None and not is_loopback(address.host):
        raise InvalidInput(
            f"{address.host} can be reached from elsewhere, and without TLS passwords and names would cross the network "
            "in the clear: put a proxy that speaks TLS in front and name its address (--behind-proxy 127.0.0.1), "
            "or listen on 127.0.0.1",
            code="no-tls",
        )
    if address.proxy is not None and not address.names:
        raise InvalidInput(
            "behind a proxy, say under which name the casebook is reached: --name casebook.example.org",
            code="no-name",
        )


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_loopback(host: str) -> None:
    """Refuse an address that others can reach: whoever reaches this server sees everything."""
    if not is_loopback(host):
        raise InvalidInput(
            f"without --team there are no logins, so civharm serve listens on this machine only: {host} is not a "
            "loopback address; use 127.0.0.1 and a tunnel (ssh -L) to look from elsewhere, or --team",
            code="not-loopback",
        )


def make_app(
    load: LoadRecord,
    casebook: "Casebook | None" = None,
    codebook: "Codebook | None" = None,
    *,
    is_warm: bool = False,
) -> "WSGIApplication":
    """The WSGI application over any source of records, which may show all: names are masked here.

    Without a casebook the pages can be looked at, and nobody decides; without a codebook it is the built-in one.
    `is_warm` has a thread work out beforehand what pages need.
    """
    ready()
    check_assets()
    from django.core.wsgi import get_wsgi_application

    from civharm.web.serving import CASEBOOK_KEY, CATALOGUE_KEY, CODEBOOK_KEY, FOLLOWER_KEY, RECORD_KEY

    django_app = get_wsgi_application()
    shown = _Shown(load)
    catalogue = _catalogue_of(casebook) if casebook else None
    follower = Follower(catalogue, codebook) if catalogue else None
    if follower and is_warm:
        keep_warm(follower)

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[RECORD_KEY] = shown
        environ[CASEBOOK_KEY] = casebook
        environ[CATALOGUE_KEY] = catalogue
        environ[CODEBOOK_KEY] = codebook
        environ[FOLLOWER_KEY] = follower
        return django_app(environ, start_response)

    return app


def casebook_app(
    casebook_folder: Path, codebook: "Codebook | None" = None, *, is_warm: bool = False
) -> "WSGIApplication":
    """The WSGI application over a casebook; `is_warm` as in `make_app`."""
    ready()
    from civharm.casebook.store import Casebook
    from civharm.catalogue.stored import Stored

    casebook = Casebook.open(casebook_folder)
    return make_app(Stored(casebook), casebook, codebook, is_warm=is_warm)


def _catalogue_of(casebook: "Casebook") -> "Catalogue":
    from django.db import connections

    from civharm.catalogue.catalogue import Catalogue

    # to connect anew, and to read the same pages of the file again, takes longer than most questions
    connections.settings[casebook.alias] |= {"CONN_MAX_AGE": _CONNECTED_S, "CONN_HEALTH_CHECKS": True}
    catalogue = Catalogue(casebook=casebook)
    catalogue.mend()
    return catalogue


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
