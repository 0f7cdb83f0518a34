"""What people do again and again on the console's pages, and what runs behind them meanwhile."""

import threading
from collections.abc import Sequence
from uuid import UUID

from django.db import connections
from playwright.sync_api import Locator, Page, expect

from gateway.adapters import scripted
from gateway.services import save_model, save_route
from gateway.services.models import ModelFields
from gateway.types import RouteStep
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.types import TenantInfo
from tests.cast import job

LABEL = "内容由AI生成，仅供参考"


def ask(page: Page, question: str, *, seconds: int = 30) -> Locator:
    """Ask in the room that is open; the answer once it is complete."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    answer = page.locator(".turn").last.locator(".answer")
    expect(answer.locator(".ai-label")).to_be_visible(timeout=seconds * 1000)
    expect(page.locator("[data-send]")).to_be_visible()
    return answer


def confirm(page: Page) -> None:
    page.locator("#confirm button.primary").click()


def work(tenant_id: UUID) -> None:
    """Do what the worker would, in a thread of its own: the browser's loop runs in this one."""

    def run() -> None:
        run_due(tenant_id)
        for connection in connections.all():
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def model_says(tenant: TenantInfo, *replies: str | Sequence[str | float]) -> scripted.Script:
    """From now on every bot of the tenant is answered by a model that says this."""
    by = job(tenant)
    with tenant_scope(tenant.id):
        card = save_model(fields=ModelFields(name="剧本", vendor="scripted", model="journey"), by=by)
        save_route(name="剧本", steps=[RouteStep(card_id=card.id)], default=True, by=by)
    return scripted.install("journey", *replies)
