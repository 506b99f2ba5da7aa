"""Which addresses may be fetched: pages of the public network, never something near this machine.

A name is resolved once, and the connection goes to the address that was looked at: what the name says a moment later
(DNS rebinding) changes nothing. Each redirect is looked at anew.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

from civharm.model.errors import InvalidInput, NotNow
from civharm.model.printable import printable

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
_LONGEST = 2_000
#: Signs of an address that need no escape, or are one.
_AS_IT_IS = "%/:=&?~+!$,;'@()*[]|"
#: Networks that hold an IPv4 address within: what it is decides.
_NAT64 = IPv6Network("64:ff9b::/96")
_LOW_32 = 0xFFFFFFFF


def is_public(address: Address) -> bool:
    """True for an address that anybody may reach, also where one is hidden within another."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & _LOW_32)
        if inner is not None:
            return is_public(inner)
        if address.teredo or address.is_site_local or not int(address) >> 32:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    )


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address that may be fetched: what its name led to when it was looked at."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    ip: str

    @property
    def host_header(self) -> str:
        """The name as a request gives it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port in (80, 443) else f"{name}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be fetched. Only tests allow other addresses or ports, by making a guard of their own."""

    allows: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    resolve: Resolve = resolve

    def checked(self, url: str) -> Place:
        """The place of an address. Raises InvalidInput where it must not be fetched, NotNow where its name has none."""
        parts = _parts(url)
        host = _host(parts, url)
        port = _port(parts, url)
        if port not in self.ports:
            raise _refused(url, f"port {port} is not one of the web's: save the page by hand")
        addresses = self._addresses(host, port, url)
        target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_IT_IS)
        return Place(
            url=url.partition("#")[0],
            scheme=parts.scheme,
            host=host,
            port=port,
            target=target,
            ip=addresses[0],
        )

    def _addresses(self, host: str, port: int, url: str) -> Sequence[str]:
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError):
            found = ()
        if not found:
            raise NotNow(
                f"{printable(url)}: its name {printable(host)} leads nowhere now; check it, or try later"
            )
        for each in found:
            if not self.allows(ip_address(each.partition("%")[0])):
                raise _refused(url, "its name leads into a private network or to this machine")
        return found


def _parts(url: str) -> SplitResult:
    if len(url) > _LONGEST or any(sign <= " " for sign in url):
        raise _refused(url[:80], "it is longer than any address, or has blanks in it")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _refused(url, "it is no address") from None
    if parts.scheme not in ("http", "https"):
        raise _refused(url, "only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise _refused(
            url.replace(parts.netloc, "…"), "a name and a password stand in it: they would be kept"
        )
    return parts


def _host(parts: SplitResult, url: str) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return host
    try:
        named = host.encode("idna").decode()
    except UnicodeError:
        named = ""
    if not named:
        raise _refused(url, "it names no machine")
    return named


def _port(parts: SplitResult, url: str) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _refused(url, "its port is no number") from None


def _refused(url: str, why: str) -> InvalidInput:
    return InvalidInput(f"{printable(url)} is not fetched: {why}", code="not-fetched")
