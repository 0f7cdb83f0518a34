"""Prepare the demo tenant once, and tell the newcomer and other programs how to reach it."""

import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from chat import selectors as chat_reads
from chat import services as chat
from chat.types import BotSettings
from consent import services as consent
from gateway import selectors as gateway
from kit import clock
from kit.crypto import public_key_pem
from kit.files import write_atomically
from kit.scoping import tenant_scope
from knowledge import selectors as knowledge_reads
from knowledge import services as knowledge
from tenants import selectors as tenant_reads
from tenants import services as tenants
from tenants.errors import NoSuchTenant
from tenants.types import PERMISSIONS, ROLES, Principal, TenantInfo, job_principal

FILE = settings.ENV.demo_file
EXAMPLES = settings.ROOT / "examples"
KEPT = Path(settings.KEYS_DIR) / "demo.json"
READ_SECONDS = 120
KEY_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A demo tenant as another program reaches it."""

    tenant: str
    tenant_id: str
    api_key: str
    bots: tuple[str, ...]
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What `var/demo.json` says, but for the model, which changes."""

    main: Place
    second: Place
    sign_ins: dict[str, dict[str, str]] = field(default_factory=dict)


def wants_model() -> bool:
    """Is there a model to fetch and run, or one elsewhere to test? Only `extractive` alone leaves nothing to do."""
    return settings.ENV.model != "extractive" or bool(settings.ENV.glm_api_key)


def ensure(say: Callable[[str], None], stopped: Callable[[], bool]) -> Facts:
    """The demo tenants, made where they are missing; returns when the sample documents are ready or time is up."""
    facts = _kept() or _make()
    wait_for_documents(UUID(facts.main.tenant_id), say, stopped)
    return facts


def _kept() -> Facts | None:
    if not KEPT.exists():
        return None
    held = json.loads(KEPT.read_text())
    return Facts(main=_place(held["main"]), second=_place(held["second"]), sign_ins=held["sign_ins"])


def _place(held: dict[str, Any]) -> Place:
    return Place(**held | {"bots": tuple(held["bots"])})


def _make() -> Facts:
    plan = json.loads((EXAMPLES / "demo.json").read_text(encoding="utf-8"))
    main, sign_ins = _tenant(plan["main"], with_people=True)
    second, _none = _tenant(plan["second"], with_people=False)
    facts = Facts(main=main, second=second, sign_ins=sign_ins)
    write_atomically(KEPT, json.dumps(asdict(facts), ensure_ascii=False).encode(), mode=0o600)
    return facts


def _tenant(plan: dict[str, Any], *, with_people: bool) -> tuple[Place, dict[str, dict[str, str]]]:
    """A tenant of the plan. What an interrupted first run left is kept and completed."""
    slug = plan["slug"]
    tenant = _held(slug) or tenants.create_tenant(slug=slug, name=plan["name"], **plan["about"])
    by = job_principal(tenant_id=tenant.id, name="demo", scopes=PERMISSIONS)
    sign_ins = _people(by, slug) if with_people else {}
    with tenant_scope(tenant.id):
        consent.publish_standard_notices(by=by)
        _attributes(plan.get("attributes", ()), by)
        bases = {base["slug"]: _base(base, by) for base in plan["bases"]}
        bots = tuple(_bot(bot, bases, by) for bot in plan["bots"])
        key = tenants.create_key(
            name="demo",
            scopes=PERMISSIONS,
            legal_basis="contract",
            expires_at=clock.now() + timedelta(days=KEY_DAYS),
            by=by,
        )
        site = _site(plan, by)
    place = Place(tenant=slug, tenant_id=str(tenant.id), api_key=key.raw, bots=bots, site=site)
    return place, sign_ins


def _held(slug: str) -> TenantInfo | None:
    try:
        return tenant_reads.tenant_by_slug(slug)
    except NoSuchTenant:
        return None


def _people(by: Principal, slug: str) -> dict[str, dict[str, str]]:
    """One person per role, each with a password of its own that exists nowhere else."""
    sign_ins = _sign_ins(slug)
    for role, held in sign_ins.items():
        user_id = tenants.user_id_by_email(held["email"]) or tenants.create_user(
            email=held["email"], name=role.replace("_", " ").title(), password=held["password"], verified=True
        )
        with tenant_scope(by.tenant_id):
            if not any(member.user_id == user_id for member in tenant_reads.members()):
                tenants.add_member(user_id=user_id, roles=[role], by=by)
    return sign_ins


def _sign_ins(slug: str) -> dict[str, dict[str, str]]:
    """Kept before they are used, so that an interrupted first run does not lock anybody out."""
    path = KEPT.with_name("demo-sign-ins.json")
    if not path.exists():
        made = {
            role: {
                "email": f"{role.replace('_', '-')}@{slug}.example.com",
                "password": f"{secrets.token_urlsafe(9)}-Aa1",
            }
            for role in ROLES
        }
        write_atomically(path, json.dumps(made).encode(), mode=0o600)
    held: dict[str, dict[str, str]] = json.loads(path.read_text())
    return held


def _attributes(plan: Iterable[dict[str, Any]], by: Principal) -> None:
    held = {each.name for each in tenant_reads.attributes()}
    for each in plan:
        if each["name"] not in held:
            tenants.save_attribute(by=by, **each)


def _base(plan: dict[str, Any], by: Principal) -> UUID:
    held = {base.slug: base for base in knowledge_reads.bases(by)}
    base = held.get(plan["slug"]) or knowledge.create_base(
        slug=plan["slug"],
        name=plan["name"],
        sensitivity=plan["sensitivity"],
        language=plan["language"],
        by=by,
    )
    names = {document.name for document in knowledge_reads.documents(base.id, principal=by)}
    for name in plan["files"]:
        if Path(name).name not in names:
            with (EXAMPLES / name).open("rb") as content:
                document = knowledge.add_document(base_id=base.id, name=Path(name).name, content=content, by=by)
            for path, audience in plan.get("sections", {}).get(document.name, {}).items():
                knowledge.set_section_audience(document_id=document.id, path=path, audience=audience, by=by)
    return base.id


def _bot(plan: dict[str, Any], bases: dict[str, UUID], by: Principal) -> str:
    slug: str = plan["slug"]
    if slug not in {bot.slug for bot in chat_reads.bots()}:
        about = plan["settings"] | {
            "base_ids": tuple(bases[name] for name in plan["bases"]),
            "suggested_questions": tuple(plan["settings"]["suggested_questions"]),
        }
        bot = chat.create_bot(slug=slug, settings=BotSettings(**about), by=by)
        chat.publish_bot(bot_id=bot.id, published=True, by=by)
    return slug


def _site(plan: dict[str, Any], by: Principal) -> str:
    """The web site that carries the widget of the plan's bot for customers: any page of this machine."""
    if "site" not in plan:
        return ""
    held = [site for site in chat_reads.sites() if site.name == plan["site"]["name"]]
    return (held[0] if held else chat.save_site(by=by, **plan["site"])).public_id


def wait_for_documents(tenant_id: UUID, say: Callable[[str], None], stopped: Callable[[], bool]) -> None:
    """Wait until every sample document is ready or has failed, telling the count as it grows."""
    deadline, last = time.monotonic() + READ_SECONDS, -1
    by = job_principal(tenant_id=tenant_id, name="demo", scopes=PERMISSIONS)
    while not stopped() and time.monotonic() < deadline:
        with tenant_scope(tenant_id):
            states = [
                d.state for base in knowledge_reads.bases(by) for d in knowledge_reads.documents(base.id, principal=by)
            ]
        done = sum(state in ("ready", "failed") for state in states)
        if done != last:
            say(f"      documents read: {done} of {len(states)}")
            last = done
        if done == len(states):
            return
        time.sleep(0.5)


def answering_model(tenant_id: UUID) -> str:
    """The name of the model that would answer now."""
    with tenant_scope(tenant_id):
        return gateway.answering_model()


def write(facts: Facts) -> None:
    """`var/demo.json`, whole or not at all, readable by its owner: it holds the sign-ins."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    held = {
        "url": settings.CONSOLE_URL,
        "widget_url": settings.WIDGET_URL,
        "tenant": facts.main.tenant,
        "api_key": facts.main.api_key,
        "bots": list(facts.main.bots),
        "model": answering_model(UUID(facts.main.tenant_id)),
        "sign_ins": facts.sign_ins,
        "widget_snippet": widget_snippet(facts),
        "audit_public_key": str(_public_key()),
        "second": {"tenant": facts.second.tenant, "api_key": facts.second.api_key, "bots": list(facts.second.bots)},
    }
    write_atomically(FILE, json.dumps(held, ensure_ascii=False, indent=1).encode(), mode=0o600)


def widget_snippet(facts: Facts) -> str:
    """The script tag for a customer's page."""
    return f'<script async src="{settings.WIDGET_URL}/widget.js" data-site="{facts.main.site}"></script>'


def _public_key() -> Path:
    path = Path(settings.CHECKPOINTS_DIR) / "public-key.pem"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        write_atomically(path, public_key_pem())
    return path


def welcome(facts: Facts) -> str:
    """What a newcomer reads when everything is up."""
    lines = ["", f"  Open {settings.CONSOLE_URL} and sign in as", ""]
    lines += [f"    {role:<19} {held['email']:<36} {held['password']}" for role, held in facts.sign_ins.items()]
    lines += [
        "",
        f"  A page with the widget: {settings.WIDGET_URL}/preview/{facts.main.site}",
        f"  All of this: {FILE}",
        "  Ctrl-C stops.",
        "",
    ]
    return "\n".join(lines)


@dataclass(slots=True)
class Progress:
    """Shows how the local model comes along, and rewrites the file when another model answers."""

    facts: Facts
    say: Callable[[str], None]
    told: str = ""
    model: str = ""

    def tick(self) -> None:
        self._tell(gateway.local_model_progress())
        model = answering_model(UUID(self.facts.main.tenant_id))
        if model != self.model:
            if self.model:
                write(self.facts)
                self.say(f"  {model} answers now.")
            self.model = model

    def _tell(self, line: str) -> None:
        if line and line != self.told:
            self.told = line
            self.say(f"  {line}")
