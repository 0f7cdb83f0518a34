"""Who acts, whose data it is, and what each role may do: frozen values that cross borders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import NAMESPACE_OID, UUID, uuid5

Kind = Literal["member", "key", "visitor", "job"]
Channel = Literal["console", "widget", "api", "job"]
ServiceMode = Literal["A", "B", "C", "D", "E"]
PlatformRole = Literal["", "system", "security", "audit"]

PERMISSIONS: Final = frozenset(
    [
        "bots.read",
        "bots.write",
        "chat.ask",
        "knowledge.read",
        "knowledge.write",
        "models.read",
        "models.write",
        "members.read",
        "members.write",
        "audit.read",
        "audit.verify",
        "audit.unmask",
        "consent.write",
        "moderation.read",
        "moderation.write",
        "conversations.read",
        "keys.write",
        "tenant.write",
    ]
)

ROLES: Final[dict[str, frozenset[str]]] = {
    # Nobody unmasks personal data by owning the place: that is the compliance officer's, with a reason on record.
    "owner": PERMISSIONS - {"audit.unmask"},
    "knowledge_editor": frozenset({"bots.read", "chat.ask", "knowledge.read", "knowledge.write"}),
    "operator": frozenset(
        [
            "bots.read",
            "bots.write",
            "chat.ask",
            "knowledge.read",
            "models.read",
            "models.write",
            "moderation.read",
            "conversations.read",
            "members.read",
        ]
    ),
    "compliance_officer": frozenset(
        [
            "bots.read",
            "chat.ask",
            "knowledge.read",
            "models.read",
            "members.read",
            "audit.read",
            "audit.verify",
            "audit.unmask",
            "consent.write",
            "moderation.read",
            "moderation.write",
            "conversations.read",
        ]
    ),
    # Reads everything that is evidence and changes nothing.
    "auditor": frozenset({"bots.read", "models.read", "members.read", "moderation.read", "audit.read", "audit.verify"}),
    "member": frozenset({"chat.ask"}),
}

PLATFORM_ROLES: Final[dict[str, frozenset[str]]] = {
    "system": frozenset({"platform.config", "platform.tenants"}),
    "security": frozenset({"platform.policy", "platform.roles", "platform.lexicon"}),
    "audit": frozenset({"platform.audit"}),
}
"""Administrators of the platform. One person holds at most one of the three."""

VISITOR_SCOPES: Final = frozenset({"chat.ask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who acts. A member's `id` is the membership, a key's the key, a visitor's the visitor."""

    tenant_id: UUID
    kind: Kind
    id: UUID
    name: str
    roles: frozenset[str] = frozenset()
    groups: frozenset[UUID] = frozenset()
    scopes: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the tenant has on record of a member, by the attribute's name: which rules apply to him."""

    @property
    def actor(self) -> str:
        """The reference that audit entries keep, such as `member:0198…`."""
        return f"{self.kind}:{self.id}"

    def may(self, permission: str) -> bool:
        """Members may what their roles allow; everybody else only what their scopes name."""
        if self.kind == "member":
            return any(permission in ROLES.get(role, ()) for role in self.roles)
        return permission in self.scopes


def job_principal(*, tenant_id: UUID, name: str, scopes: frozenset[str] = frozenset()) -> Principal:
    """A command or a standing job. The same name has the same id everywhere."""
    return Principal(tenant_id=tenant_id, kind="job", id=uuid5(NAMESPACE_OID, name), name=name, scopes=scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose data it is: consent, sanctions, export and erasure hang on it."""

    tenant_id: UUID
    channel: Channel
    external_id: str

    @property
    def ref(self) -> str:
        """The reference of this subject inside its tenant."""
        return f"{self.channel}:{self.external_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantInfo:
    """A tenant. `public_id` stands in public addresses; `mfa_roles` need a second factor; `password_days` 0 is never."""

    id: UUID
    slug: str
    name: str
    public_id: str
    zone: str
    language: str
    region: str
    service_mode: ServiceMode
    legal_entity: str
    uscc: str
    product_name: str
    icp_number: str
    app_code: str
    contact_email: str
    mfa_roles: frozenset[str]
    password_days: int
    suspended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipInfo:
    """One tenant that a signed-in person may choose."""

    id: UUID
    tenant_id: UUID
    tenant_slug: str
    tenant_name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInfo:
    """A member as the members page lists him."""

    id: UUID
    user_id: int
    email: str
    name: str
    roles: frozenset[str]
    groups: frozenset[UUID]
    suspended_at: datetime | None
    has_second_factor: bool
    last_seen_at: datetime | None
    joined_at: datetime
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupInfo:
    """A department, for access lists."""

    id: UUID
    name: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeInfo:
    """Something about a person on which it depends which rule applies to him, such as his city.

    `values` are the allowed ones, each with its other names and translations; the first of them is what is stored.
    `may_ask`: a bot may ask for it.
    """

    name: str
    label: str
    label_en: str
    values: tuple[tuple[str, ...], ...]
    may_ask: bool

    def value(self, text: str) -> str | None:
        """The allowed value that `text` is a name of."""
        wanted = text.strip().casefold()
        found = (names[0] for names in self.values if wanted in (name.casefold() for name in names))
        return next(found, None)

    def label_in(self, language: str) -> str:
        return self.label if language.startswith("zh") else self.label_en or self.label

    def shown(self, value: str, language: str) -> str:
        """The value as a reader of `language` knows it: its first name in that script, else as it is stored."""
        names = next((names for names in self.values if names[0] == value), (value,))
        chinese = language.startswith("zh")
        return next((name for name in names if _han(name) == chinese), value)


def _han(text: str) -> bool:
    return any("\u3400" <= each <= "\u9fff" for each in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationInfo:
    """An invitation that was mailed. `state` is open, accepted, revoked or expired."""

    id: UUID
    email: str
    roles: frozenset[str]
    groups: frozenset[UUID]
    expires_at: datetime
    state: Literal["open", "accepted", "revoked", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    """An invitation and the token of its link, which is not kept."""

    info: InvitationInfo
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """What the page behind an invitation's link shows. Who has an account signs in first."""

    tenant_name: str
    email: str
    roles: frozenset[str]
    has_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInfo:
    """An API key as it may be shown: its secret is not kept. `networks` empty means from anywhere."""

    id: UUID
    name: str
    hint: str
    scopes: frozenset[str]
    legal_basis: str
    networks: tuple[str, ...]
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key at the one moment when its secret is known."""

    info: KeyInfo
    raw: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPrincipal:
    """The caller behind an API key, with the legal basis that the tenant attests for the people it asks for."""

    principal: Principal
    key_id: UUID
    legal_basis: str
