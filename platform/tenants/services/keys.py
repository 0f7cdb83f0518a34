"""Make and revoke API keys. The secret leaves once, in `NewKey.raw`, and is never kept."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from ipaddress import ip_network
from uuid import UUID

from audit.services import record
from kit import clock
from kit.errors import Invalid, NotFound
from kit.roles import atomic
from kit.scoping import current_tenant_id
from tenants import events
from tenants.models import ApiKey
from tenants.selectors.keys import digest, key, spell
from tenants.services.rights import known_scopes, may_grant_scopes, require
from tenants.types import KeyInfo, NewKey, Principal

SECRET_BYTES = 24


@atomic()
def create_key(
    *,
    name: str,
    scopes: Iterable[str],
    legal_basis: str,
    expires_at: datetime,
    by: Principal,
    networks: Iterable[str] = (),
) -> NewKey:
    """A key that may do `scopes` and nothing else until `expires_at`, from `networks` (CIDR) or, without any, anywhere.

    `legal_basis` is what the tenant attests for the people whom the key's holder asks for; without one there is no
    key. Raises MayNot, UnknownScope, AboveOwnRights, Invalid.
    """
    require(by, "keys.write")
    wanted = known_scopes(scopes)
    may_grant_scopes(by, wanted)
    if not legal_basis.strip():
        raise Invalid(field="legal_basis")
    if expires_at <= clock.now():
        raise Invalid(field="expires_at")
    secret = secrets.token_hex(SECRET_BYTES)
    row = ApiKey.objects.create(
        name=name.strip(),
        digest=digest(secret),
        hint=secret[-4:],
        scopes=wanted,
        legal_basis=legal_basis.strip(),
        networks=_networks(networks),
        expires_at=expires_at,
    )
    _note_creation(row, by)
    return NewKey(info=key(row), raw=spell(current_tenant_id(), secret))


@atomic()
def revoke_key(*, key_id: UUID, by: Principal) -> KeyInfo:
    """The key stops working at once, for good. Raises MayNot, NotFound."""
    require(by, "keys.write")
    row: ApiKey | None = ApiKey.objects.select_for_update().filter(pk=key_id).first()
    if row is None:
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        record(events.KEY_REVOKED, actor=by.actor, data={"key": str(row.id), "name": row.name})
    return key(row)


def _networks(networks: Iterable[str]) -> list[str]:
    try:
        return [str(ip_network(network.strip(), strict=False)) for network in networks]
    except ValueError as error:
        raise Invalid(field="networks") from error


def _note_creation(row: ApiKey, by: Principal) -> None:
    record(
        events.KEY_CREATED,
        actor=by.actor,
        data={
            "key": str(row.id),
            "name": row.name,
            "scopes": row.scopes,
            "legal_basis": row.legal_basis,
            "expires": row.expires_at.isoformat(),
        },
    )
