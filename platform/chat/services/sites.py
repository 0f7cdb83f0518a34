"""Say which web sites may carry a bot's widget, and give them a secret to vouch for their visitors with."""

import re
import secrets
from collections.abc import Iterable
from uuid import UUID

from audit.services import record
from chat import events
from chat.errors import AccentInvalid, BotNotFound, OriginInvalid
from chat.models import Bot, Site
from chat.selectors.sites import PURPOSE, as_info, held
from chat.types import NewSecret, SiteInfo
from kit.crypto import encrypt
from kit.errors import Invalid
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

ORIGIN = re.compile(r"^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(\d{1,5}|\*))?$")
ACCENT = re.compile(r"^#[0-9a-f]{6}$")
MOST_ORIGINS = 20
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of ordinary size."""


@atomic()
def save_site(
    *,
    bot_slug: str,
    name: str,
    origins: Iterable[str],
    by: Principal,
    site_id: UUID | None = None,
    enabled: bool = True,
    accent: str = "#1f5eff",
    identity_required: bool = False,
) -> SiteInfo:
    """Make a site, or change the one of `site_id`. Raises BotNotFound, SiteNotFound, OriginInvalid, AccentInvalid, MayNot."""
    require(by, "bots.write")
    bot = Bot.objects.filter(slug=bot_slug).first()
    if bot is None:
        raise BotNotFound
    row = held(site_id) if site_id else Site()
    row.bot, row.name, row.origins = bot, name.strip()[:120], checked_origins(origins)
    if not row.name:
        raise Invalid(field="name")
    row.enabled, row.accent, row.identity_required = enabled, checked_accent(accent), identity_required
    row.save()
    record(events.SITE_SAVED, actor=by.actor, data={"site": str(row.id), "bot": bot.slug, "origins": list(row.origins)})
    return as_info(row)


@atomic()
def make_site_secret(*, site_id: UUID, by: Principal) -> NewSecret:
    """A new secret for signed identities; the one before stops working at once. Raises SiteNotFound, MayNot."""
    require(by, "bots.write")
    row = held(site_id)
    raw = f"hy_site_{secrets.token_hex(32)}"
    row.identity_secret = encrypt(PURPOSE, raw.encode())
    row.save(update_fields=["identity_secret"])
    record(events.SITE_SECRET_MADE, actor=by.actor, data={"site": str(row.id)})
    return NewSecret(site=as_info(row), raw=raw)


@atomic()
def delete_site(*, site_id: UUID, by: Principal) -> None:
    """The widget stops there at once. Raises SiteNotFound, MayNot."""
    require(by, "bots.write")
    row = held(site_id)
    record(events.SITE_DELETED, actor=by.actor, data={"site": str(row.id)})
    row.delete()


def checked_origins(origins: Iterable[str]) -> list[str]:
    """Lower-case origins without repetition. Raises OriginInvalid, Invalid."""
    cleaned = list(dict.fromkeys(each.strip().rstrip("/").lower() for each in origins if each.strip()))
    if not cleaned or len(cleaned) > MOST_ORIGINS:
        raise Invalid(field="origins")
    for each in cleaned:
        if not ORIGIN.match(each):
            raise OriginInvalid(field="origins", origin=each)
    return cleaned


def checked_accent(accent: str) -> str:
    """A colour that white text can be read on. Raises AccentInvalid, Invalid."""
    accent = accent.lower()
    if not ACCENT.match(accent):
        raise Invalid(field="accent")
    if (ratio := contrast_with_white(accent)) < LEAST_CONTRAST:
        raise AccentInvalid(field="accent", ratio=f"{ratio:.1f}")
    return accent


def contrast_with_white(accent: str) -> float:
    """WCAG's contrast ratio of `#rrggbb` against white."""
    parts = [int(accent[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
