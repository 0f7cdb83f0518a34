"""Sessions of visitors: a sealed bearer token that the launcher keeps in memory, and nothing on the visitor's disk."""

import json
from dataclasses import asdict, dataclass, field, replace
from uuid import UUID

from django.http import HttpRequest

from chat import selectors as chat
from chat.errors import BotNotFound, SiteNotFound
from chat.types import BotInfo, SiteInfo
from kit import clock
from kit.crypto import Undecipherable, decrypt, encrypt
from kit.database import run_unit
from kit.ids import decode_id, new_id
from tenants.types import VISITOR_SCOPES, Principal, Subject
from widget.errors import SessionEnded, WidgetClosed
from widget.identity import Identity

PURPOSE = "widget.session"
LIFE_SECONDS = 1800
LONGEST_SECONDS = 12 * 3600
SCHEME = "Bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor on a site. `began` and `until` are seconds since the epoch."""

    tenant_id: str
    site_id: str
    bot: str
    visitor: str
    name: str
    vouched: bool
    began: int
    until: int
    attributes: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def tenant(self) -> UUID:
        return UUID(self.tenant_id)

    @property
    def subject(self) -> Subject:
        return Subject(tenant_id=self.tenant, channel="widget", external_id=self.visitor)

    @property
    def principal(self) -> Principal:
        """A visitor may ask and nothing else. An anonymous one is nobody beyond this session."""
        visitor_id = UUID(self.visitor) if not self.vouched else UUID(self.site_id)
        return Principal(
            tenant_id=self.tenant, kind="visitor", id=visitor_id, name=self.name or "visitor", scopes=VISITOR_SCOPES
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a widget is: its tenant, site and bot."""

    tenant_id: UUID
    site: SiteInfo
    bot: BotInfo


def parts_of(public_id: str) -> tuple[UUID, UUID]:
    """Tenant and site of a script tag's id. Raises WidgetClosed."""
    tenant, _, site = public_id.partition("-")
    try:
        return decode_id(tenant), decode_id(site)
    except ValueError as error:
        raise WidgetClosed from error


async def place(public_id: str) -> Place:
    """The open site with its open bot. Raises WidgetClosed: which of the two is closed is nobody's business."""
    tenant_id, site_id = parts_of(public_id)
    return await run_unit(tenant_id, _place, tenant_id, site_id)


def _place(tenant_id: UUID, site_id: UUID) -> Place:
    try:
        site = chat.site(site_id)
        bot = chat.bot(site.bot_slug)
    except (SiteNotFound, BotNotFound) as error:
        raise WidgetClosed from error
    if not site.enabled or not bot.published or bot.settings.audience != "customers":
        raise WidgetClosed
    return Place(tenant_id, site, bot)


def begin(where: Place, *, vouched: Identity | None = None) -> Session:
    """A new session, of a visitor whom the site vouches for or of somebody unknown."""
    now = int(clock.now().timestamp())
    return Session(
        tenant_id=str(where.tenant_id),
        site_id=str(where.site.id),
        bot=where.bot.slug,
        visitor=f"{where.site.id}:{vouched.subject}" if vouched else str(new_id()),
        name=vouched.name if vouched else "",
        vouched=vouched is not None,
        began=now,
        until=now + LIFE_SECONDS,
        attributes=dict(vouched.attributes) if vouched else {},
    )


def renewed(session: Session) -> Session:
    """The same visitor for another while, up to a working day. Raises SessionEnded."""
    now = int(clock.now().timestamp())
    if now > session.began + LONGEST_SECONDS:
        raise SessionEnded
    return replace(session, until=now + LIFE_SECONDS)


def seal(session: Session) -> str:
    """The token. It is encrypted: a visitor's name is not for the page's other scripts to read."""
    return encrypt(PURPOSE, json.dumps(asdict(session)).encode())


def unseal(token: str) -> Session:
    """Raises SessionEnded."""
    try:
        session = Session(**json.loads(decrypt(PURPOSE, token)))
    except Undecipherable as error:
        raise SessionEnded from error
    if clock.now().timestamp() >= session.until:
        raise SessionEnded
    return session


async def visitor(request: HttpRequest) -> Session:
    """Whose request it is, on a site that is still open. Raises SessionEnded, WidgetClosed."""
    header = request.headers.get("Authorization", "")
    if not header.startswith(SCHEME):
        raise SessionEnded
    session = unseal(header[len(SCHEME) :])
    await run_unit(session.tenant, _place, session.tenant, UUID(session.site_id))
    return session
