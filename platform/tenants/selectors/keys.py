"""Read API keys, and find out who calls with one."""

import hashlib
from datetime import timedelta
from ipaddress import ip_address, ip_network
from uuid import UUID

from kit import clock
from kit.ids import decode_id, encode_id
from kit.scoping import tenant_scope
from tenants.errors import BadKey
from tenants.models import ApiKey, Tenant
from tenants.types import KeyInfo, KeyPrincipal, Principal

PREFIX = "hy_live_"
SEEN_EVERY = timedelta(minutes=1)
"""How exact the time of the last use is: writing it at every call would cost each call a row version."""


def keys() -> tuple[KeyInfo, ...]:
    """The tenant's keys, newest first, revoked ones too."""
    return tuple(key(row) for row in ApiKey.objects.order_by("-created_at"))


def key(row: ApiKey) -> KeyInfo:
    return KeyInfo(
        id=row.id,
        name=row.name,
        hint=row.hint,
        scopes=frozenset(row.scopes),
        legal_basis=row.legal_basis,
        networks=tuple(row.networks),
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        created_at=row.created_at,
    )


def authenticate_key(raw: str, *, address: str = "") -> KeyPrincipal:
    """Who calls with `raw` from the IP `address`. Enters the key's tenant itself. Raises BadKey."""
    tenant_id, secret = _parts(raw)
    with tenant_scope(tenant_id):
        row = ApiKey.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=clock.now()).first()
        if row is None or not _comes_from(row.networks, address):
            raise BadKey
        if not Tenant.objects.filter(pk=tenant_id, suspended_at=None).exists():
            raise BadKey
        _note_use(row)
    return KeyPrincipal(principal=principal(row), key_id=row.id, legal_basis=row.legal_basis)


def principal(row: ApiKey) -> Principal:
    return Principal(tenant_id=row.tenant_id, kind="key", id=row.id, name=row.name, scopes=frozenset(row.scopes))


def spell(tenant_id: UUID, secret: str) -> str:
    """The key as its holder keeps it."""
    return f"{PREFIX}{encode_id(tenant_id)}_{secret}"


def digest(secret: str) -> str:
    """A fast hash is enough: the secret is random and long, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _parts(raw: str) -> tuple[UUID, str]:
    public_id, _, secret = raw.removeprefix(PREFIX).partition("_")
    if not raw.startswith(PREFIX) or not secret:
        raise BadKey
    try:
        return decode_id(public_id), secret
    except ValueError as error:
        raise BadKey from error


def _comes_from(networks: list[str], address: str) -> bool:
    """A key without networks works from anywhere; one with networks never from an unknown address."""
    if not networks:
        return True
    try:
        return any(ip_address(address) in ip_network(network) for network in networks)
    except ValueError:
        return False


def _note_use(row: ApiKey) -> None:
    now = clock.now()
    if row.last_used_at is None or now - row.last_used_at > SEEN_EVERY:
        ApiKey.objects.filter(pk=row.pk).update(last_used_at=now)
