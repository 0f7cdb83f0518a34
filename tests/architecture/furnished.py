"""A tenant with one of everything, and the ids by which its addresses name them."""

import io
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.test import Client

from chat.services import ask_rendition, create_bot, publish_bot, save_site
from chat.types import BotSettings
from consent.services import publish_notice
from desk.selectors import clusters
from desk.services import add_case, rate_anothers, save_draft
from gateway.services import save_budget, save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import RouteStep
from kit import outbox
from kit.scoping import tenant_scope
from knowledge.models import Overlap, Passage, WebSource
from knowledge.pairing.previews import PairRow
from knowledge.services import add_document, add_glossary_entry, create_base, create_pair, preview_import
from moderation.defaults import RULES
from moderation.services import add_entry, save_policy
from tenants.selectors import keys
from tenants.services import create_group, invite_member, save_attribute
from tenants.types import Principal, Subject
from tests import cast
from tests.cast import Person

WIDGET_HOST = urlsplit(settings.WIDGET_URL).netloc
TEXT = "# Leave\n\nWhoever has worked here for a year has ten days of annual leave. Ask your manager in writing.\n"


@dataclass(frozen=True)
class Furnished:
    """The owner, a key of hers, a visitor's bearer on her site, and the value of each parameter."""

    owner: Person
    key: str
    visit: str
    values: dict[str, str]


def furnish(owner: Person, client: Client) -> Furnished:
    """Put one of everything into the owner's tenant, by the services that people use."""
    by = cast.job(owner.tenant)
    slug = f"{owner.tenant.slug}-bot"
    with tenant_scope(owner.tenant.id):
        values = people(owner, by) | rules(by) | models(by) | material(owner, by)
        bot = BotSettings(name="Bot", audience="customers", base_ids=(UUID(values["base_id"]),))
        publish_bot(bot_id=create_bot(slug=slug, settings=bot, by=by).id, published=True, by=by)
        site = save_site(bot_slug=slug, name="Shop", origins=["https://shop.example"], by=by)
    outbox.run_due(owner.tenant.id)
    key = cast.key(owner)
    with tenant_scope(owner.tenant.id):
        values["key_id"] = str(keys()[0].id)
    values |= {"slug": slug, "bot_slug": slug, "site_id": str(site.id), "version": "1", "n": "1"}
    values |= paired(owner, values["base_id"])
    values |= ingested(owner) | asked(client, key, slug)
    values |= mended(owner, UUID(values["turn_id"]), UUID(values["base_id"]), by)
    return Furnished(owner, key, visit(client, site.public_id), values)


def people(owner: Person, by: Principal) -> dict[str, str]:
    invited = invite_member(email=f"guest@{owner.tenant.slug}.example", roles=["member"], by=by)
    group = create_group(name="Sales", by=by)
    name = f"{owner.tenant.slug}_city"
    save_attribute(name=name, label="City", values=[["Paris"]], by=by)
    return {
        "name": name,
        "member_id": str(owner.principal.id),
        "group_id": str(group.id),
        "invitation_id": str(invited.info.id),
    }


def rules(by: Principal) -> dict[str, str]:
    policy = save_policy(policy_id=None, name="Strict", rules=RULES, by=by)
    entry = add_entry(kind="term", text="glimmerfish", category="A.1.a", by=by)
    notice = publish_notice(purpose="service", language="en", title="Notice", body="What we do.", by=by)
    return {"policy_id": str(policy.id), "entry_id": str(entry.id), "notice_id": str(notice.id)}


def models(by: Principal) -> dict[str, str]:
    card = save_model(fields=ModelFields(name="Scripted", vendor="scripted", model="scripted"), by=by)
    route = save_route(name="Usual", steps=[RouteStep(card_id=card.id)], default=False, by=by)
    budget = save_budget(scope="tenant", tokens_per_day=1_000_000, by=by)
    return {"card_id": str(card.id), "model_id": str(card.id), "route_id": str(route.id), "budget_id": str(budget.id)}


def material(owner: Person, by: Principal) -> dict[str, str]:
    base = create_base(slug=f"{owner.tenant.slug}-hr", name="HR", by=by)
    document = add_document(base_id=base.id, name="leave.md", content=io.BytesIO(TEXT.encode()), by=by)
    source = WebSource.objects.create(base_id=base.id, kind="list", address="https://example.com/", added_by=by.actor)
    word = add_glossary_entry(term="PTO", words=["annual leave"], by=by)
    return {
        "glossary_entry_id": str(word.id),
        "base_id": str(base.id),
        "document_id": str(document.id),
        "source_id": str(source.id),
    }


def paired(owner: Person, base_id: str) -> dict[str, str]:
    """A pair, and a sheet of pairs that waits for its confirmation."""
    by = cast.job(owner.tenant)
    with tenant_scope(owner.tenant.id):
        pair = create_pair(base_id=UUID(base_id), questions=["Is there leave?"], answer="Yes.", by=by, state="approved")
        row = PairRow(number=2, questions=("Is there sick leave?",), answer="Yes.")
        sheet = preview_import(base_id=UUID(base_id), name="pairs.csv", rows=[row], by=by)
    outbox.run_due(owner.tenant.id)
    return {"pair_id": str(pair.id), "import_id": str(sheet.id), "kind": "csv"}


def ingested(owner: Person) -> dict[str, str]:
    """What the ingestion made of the document."""
    with tenant_scope(owner.tenant.id):
        passage = Passage.objects.filter(kind="text").first()
        subject = Subject(tenant_id=owner.tenant.id, channel="console", external_id=str(owner.principal.id))
        made = ask_rendition(
            version_id=passage.version_id, kind="summary", language="en", subject=subject, by=owner.principal
        )
        return {
            "passage_id": str(passage.id),
            "version_id": str(passage.version_id),
            "rendition_id": str(made.id),
            "overlap_id": str(overlapping(passage)),
        }


def overlapping(passage: Passage) -> UUID:
    """A conflict of the passage, as a comparison would write it."""
    both = {"first": passage, "second": passage, "first_says": "Ten days.", "second_says": "Twelve days."}
    return Overlap.objects.create(kind="number", likeness=1.0, texts="", **both).id


def asked(client: Client, key: str, slug: str) -> dict[str, str]:
    """One turn, asked through the API, and its conversation."""
    answer = client.post(
        "/api/v1/turns",
        {"bot": slug, "question": "How many days of leave?", "user": "guest", "language": "en"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return {"turn_id": str(found["turn_id"]), "conversation_id": str(found["conversation_id"])}


def mended(owner: Person, turn_id: UUID, base_id: UUID, by: Principal) -> dict[str, str]:
    """The turn rated as bad by an operator, an answer drafted for its question, and a regression case."""
    with tenant_scope(owner.tenant.id):
        rate_anothers(turn_id=turn_id, by=owner.principal, verdict="bad", reason="wrong")
    outbox.run_due(owner.tenant.id)
    with tenant_scope(owner.tenant.id):
        found = clusters().items[0]
        draft = save_draft(cluster_id=found.id, questions=["Leave?"], answer="Ten days.", base_id=base_id, by=by)
        case = add_case(
            bot_id=found.bot_id, question="Leave?", expects="outcome", expected={"outcomes": ["answered"]}, by=by
        )
    return {"cluster_id": str(found.id), "draft_id": str(draft.id), "case_id": str(case.id)}


def visit(client: Client, public_id: str) -> str:
    """The bearer of a session that a visitor began on the site."""
    answer = client.post(
        "/session", {"site": public_id}, content_type="application/json", headers={"Host": WIDGET_HOST}
    )
    assert answer.status_code == 200, answer.content
    return str(answer.json()["token"])
