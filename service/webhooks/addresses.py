"""Where notices may go: https to the outside world; never into the network the service stands in."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from questionnaires.wording import Wording

TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Where a network without IPv4 hides it (RFC 6052)."""

Resolve = Callable[[str, int], Iterable[str]]

NOT_HTTPS = Wording("Адрес должен начинаться с https://.", "The address must begin with https://.")
NOT_AN_ADDRESS = Wording("Это не адрес в сети.", "This is no address of the web.")
WITH_PASSWORD = Wording(
    "В адресе не должно быть имени и пароля.", "The address must hold no name or password."
)
INTERNAL = Wording(
    "Адрес внутри сети, в которой стоит служба; такие не принимаются.",
    "The address is inside the network of the service; those are refused.",
)
UNKNOWN = Wording("Имя узла не найдено.", "The host name is not known.")


class AddressRefused(Exception):  # noqa: N818 - named for what a person sees
    """Notices may not go to this address."""

    def __init__(self, why: Wording) -> None:
        self.why = why
        super().__init__(why.en)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a notice goes: the checked numeric address is the one connected to, so that a name cannot change."""

    host: str
    address: str
    port: int
    path: str
    secure: bool

    @property
    def authority(self) -> str:
        """The name as HTTP has it: IPv6 in brackets, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def check_form(url: str, *, internal_allowed: bool = False) -> None:
    """Refuse an address that cannot be right, without asking any name server.

    Raises
    ------
    AddressRefused
        With the reason.
    """
    _parts(url, internal_allowed=internal_allowed)


def find_target(url: str, *, internal_allowed: bool = False, resolver: Resolve = resolve) -> Target:
    """Return where a notice goes; every address the name stands for must be outside.

    Raises
    ------
    AddressRefused
        With the reason.
    """
    host, port, path, secure = _parts(url, internal_allowed=internal_allowed)
    try:
        addresses = list(resolver(host, port))
    except (OSError, UnicodeError):
        raise AddressRefused(UNKNOWN) from None
    if not addresses:
        raise AddressRefused(UNKNOWN)
    if not internal_allowed and not all(is_outside(address) for address in addresses):
        raise AddressRefused(INTERNAL)
    return Target(host=host, address=addresses[0], port=port, path=path, secure=secure)


def is_outside(address: str) -> bool:
    """Tell whether a numeric address belongs to the public internet, also when IPv4 is hidden in IPv6."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        hidden = _hidden_in(found)
        if hidden is not None:
            return is_outside(str(hidden))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _hidden_in(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if found in TRANSLATED:
        return ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)


def _parts(url: str, *, internal_allowed: bool) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AddressRefused(NOT_AN_ADDRESS) from None
    if parts.scheme != "https" and not (internal_allowed and parts.scheme == "http"):
        raise AddressRefused(NOT_HTTPS)
    if not host or not url.isascii() or any(mark.isspace() for mark in url):
        raise AddressRefused(NOT_AN_ADDRESS)
    if parts.username or parts.password:
        raise AddressRefused(WITH_PASSWORD)
    if not internal_allowed and _is_inside(host.rstrip(".")):
        raise AddressRefused(INTERNAL)
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, port or (443 if secure else 80), path, secure


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_outside(host)
    except ValueError:
        pass
    try:  # also 2130706433, 0177.0.0.1, 0x7f.1: what connects takes each for an address
        return not is_outside(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        return False
