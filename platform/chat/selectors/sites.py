"""Read the sites that carry a widget."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chat.errors import SiteNotFound
from chat.models import Site
from chat.types import SignedState, SiteInfo
from kit.crypto import decrypt
from kit.ids import encode_id

PURPOSE = "sites"


def sites() -> tuple[SiteInfo, ...]:
    """All sites of the tenant by name."""
    return tuple(as_info(row) for row in Site.objects.select_related("bot").order_by("name", "id"))


def site(site_id: UUID) -> SiteInfo:
    """Raises SiteNotFound."""
    return as_info(held(site_id))


def site_secret(site_id: UUID) -> bytes:
    """What the site's server signs identities with; empty where it has none. Raises SiteNotFound."""
    token = held(site_id).identity_secret
    return decrypt(PURPOSE, token) if token else b""


def public_id_of(tenant_id: UUID, site_id: UUID) -> str:
    """What stands in the script tag: the tenant is known before anything is looked up."""
    return f"{encode_id(tenant_id)}-{encode_id(site_id)}"


def held(site_id: UUID) -> Site:
    row: Site | None = Site.objects.select_related("bot").filter(id=site_id).first()
    if row is None:
        raise SiteNotFound
    return row


def as_info(row: Site) -> SiteInfo:
    return SiteInfo(
        id=row.id,
        public_id=public_id_of(row.tenant_id, row.id),
        bot_slug=row.bot.slug,
        name=row.name,
        origins=tuple(row.origins),
        enabled=row.enabled,
        accent=row.accent,
        identity_required=row.identity_required,
        has_secret=bool(row.identity_secret),
        signed=_signed(row.signed),
    )


def _signed(kept: Mapping[str, Any]) -> SignedState:
    taken, refused = kept.get("taken"), kept.get("refused")
    return SignedState(
        taken_at=datetime.fromisoformat(taken["at"]) if taken else None,
        ignored=tuple(taken["ignored"]) if taken else (),
        refused_at=datetime.fromisoformat(refused["at"]) if refused else None,
        why=refused["why"] if refused else "",
    )
