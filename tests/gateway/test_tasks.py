"""The outbox probes a card against a real server."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from gateway.selectors import card, probe
from gateway.services import probe_model, save_model
from gateway.services.models import ModelFields
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.types import Principal
from tests.gateway.test_probing import Answering, able


@pytest.fixture
def address() -> Iterator[str]:
    """An able server in a loop of its own, since the task blocks its thread."""
    loop = asyncio.new_event_loop()
    upstream = Answering(able)
    loop.run_until_complete(upstream.__aenter__())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield upstream.base_url
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.run_until_complete(upstream.__aexit__())
    loop.close()


@pytest.mark.django_db(transaction=True)
def test_a_promised_probe_is_run_and_its_card_becomes_ready(
    address: str, acorn: UUID, anna: Principal, settings: Any
) -> None:
    settings.PRIVATE_ADDRESSES = True
    with tenant_scope(acorn):
        saved = save_model(fields=ModelFields(name="x", vendor="vllm", model="glm-test", base_url=address), by=anna)
        probe_model(card_id=saved.id, by=anna)
    run_due(acorn)
    with tenant_scope(acorn):
        held, seen = card(saved.id), probe(saved.id)
    assert (held.state, held.capabilities.tools, held.context_tokens) == ("ready", True, 32768)
    assert seen is not None
    assert seen.done
    assert {step.outcome for step in seen.steps} == {"yes"}
