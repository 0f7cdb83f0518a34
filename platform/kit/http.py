"""Fetch from outside through a guard: resolve once, connect to that address, check every redirect, private ones never."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kit.errors import HeyanError

NEVER = tuple(
    map(ipaddress.ip_network, ("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "fe80::/10", "fd00:ec2::/32", "ff00::/8"))
)
"""Clouds hand out their machines' credentials at link-local addresses: no model lives there, private or not."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Options = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]


class AddressRefused(HeyanError):
    """The address is not a web address, or leads into a private network."""

    code = "address_refused"
    status = 400
    says = _("This address cannot be used: it is not a public web address.")


@dataclass(frozen=True, slots=True)
class Target:
    """A host that was resolved once: connections go to `address`, the name is for TLS and the Host header."""

    host: str
    port: int
    address: str


def guard(url: str, *, allow_private: bool | None = None) -> Target:
    """Resolve `url` and refuse what is not public. Raises AddressRefused.

    `allow_private=None` means what the operator set. Every address that the name has must pass: one private answer
    among public ones is how rebinding begins.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or "%" in parts.hostname:
        raise AddressRefused(url=parts.hostname or "")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefused(url=parts.hostname) from error
    return resolve(parts.hostname, port, allow_private=allow_private)


def resolve(host: str, port: int, *, allow_private: bool | None = None) -> Target:
    """The target of a host name, all of whose addresses were checked. Raises AddressRefused."""
    allowed = settings.PRIVATE_ADDRESSES if allow_private is None else allow_private
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise AddressRefused(url=host) from error
    addresses = [ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in answers]
    if not addresses or not all(_may_be_private(each) if allowed else _is_public(each) for each in addresses):
        raise AddressRefused(url=host)
    return Target(host=host, port=port, address=str(addresses[0]))


def _innermost(address: Address) -> Address:
    """The IPv4 address that a mapped, tunnelled or translated one leads to; any other address itself."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or address.teredo
    if isinstance(inner, tuple):
        inner = inner[1]
    if address in NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address if inner is None else inner


def _may_be_private(address: Address) -> bool:
    return not any(_innermost(address) in network for network in NEVER)


def _is_public(address: Address) -> bool:
    inner = _innermost(address)
    return inner.is_global and not inner.is_multicast


class _Backend(httpcore.AnyIOBackend):
    """Connect to the checked address; the name never gets a second look-up."""

    def __init__(self, allow_private: bool | None) -> None:
        super().__init__()
        self.allow_private = allow_private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (the library's signature)
        local_address: str | None = None,
        socket_options: Options | None = None,
    ) -> httpcore.AsyncNetworkStream:
        target = await asyncio.to_thread(resolve, host, port, allow_private=self.allow_private)
        return await super().connect_tcp(target.address, port, timeout, local_address, socket_options)


class _SyncBackend(httpcore.SyncBackend):
    def __init__(self, allow_private: bool | None) -> None:
        super().__init__()
        self.allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options | None = None,
    ) -> httpcore.NetworkStream:
        target = resolve(host, port, allow_private=self.allow_private)
        return super().connect_tcp(target.address, port, timeout, local_address, socket_options)


def safe_async_client(
    *, allow_private: bool | None = None, timeout: httpx.Timeout | float | None = 30, limits: httpx.Limits | None = None
) -> httpx.AsyncClient:
    """An async client behind the guard. It follows no redirect and reads no proxy from the environment."""
    transport = httpx.AsyncHTTPTransport(trust_env=False, limits=limits or httpx.Limits(max_connections=100))
    transport._pool._network_backend = _Backend(allow_private)
    return httpx.AsyncClient(transport=transport, follow_redirects=False, trust_env=False, timeout=timeout)


def safe_client(*, allow_private: bool | None = None, timeout: httpx.Timeout | float = 30) -> httpx.Client:
    """The same for synchronous work."""
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool._network_backend = _SyncBackend(allow_private)
    return httpx.Client(transport=transport, follow_redirects=False, trust_env=False, timeout=timeout)
