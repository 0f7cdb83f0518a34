"""Fill an installation of its own: `python -m tests.faults.seed` prints what it made, as JSON."""

import json
import sys
from typing import Any
from uuid import UUID

import django


def main() -> None:
    django.setup()
    from chat.services import save_site
    from kit.ids import encode_id
    from kit.scoping import tenant_scope
    from tests import cast
    from tests.stocked import stock

    tenant = cast.tenant("acorn")
    anna = cast.person("anna", tenant, "owner")
    held = stock(tenant)
    with tenant_scope(tenant.id):
        if len(sys.argv) > 1:
            slow_bot(sys.argv[1], held.base_id, cast.job(tenant))
        site = save_site(bot_slug="help", name="Shop", origins=["http://127.0.0.1"], by=anna.principal)
    made = {
        "tenant": str(tenant.id),
        "key": cast.key(anna),
        "session": anna.client().cookies["heyan_session"].value,
        "base": str(held.base_id),
        "base_code": encode_id(held.base_id),
        "document": str(held.document_id),
        "site": site.public_id,
        "email": anna.email,
        "password": anna.password,
    }
    sys.stdout.write(json.dumps(made) + "\n")


def slow_bot(base_url: str, base_id: UUID, by: Any) -> None:
    """A bot of staff whose answers come from the model server at `base_url`."""
    from chat.services import create_bot, publish_bot
    from chat.types import BotSettings
    from gateway.models import ModelCard
    from gateway.selectors import cards
    from gateway.services import save_route
    from gateway.types import RouteStep

    quick = next(each for each in cards() if each.vendor == "extractive")
    save_route(name="Quick", steps=[RouteStep(card_id=quick.id)], default=True, by=by)
    card = ModelCard.objects.create(
        name="slow", vendor="openai_compatible", base_url=base_url, model="m", location="private", state="ready",
        capabilities={"streaming": True},
    )  # fmt: skip
    route = save_route(name="Slow", steps=[RouteStep(card_id=card.id)], default=False, by=by)
    about = BotSettings(name="Slow", base_ids=(base_id,), route_id=route.id)
    publish_bot(bot_id=create_bot(slug="slow", settings=about, by=by).id, published=True, by=by)


if __name__ == "__main__":
    main()
