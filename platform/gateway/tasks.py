"""Work that the outbox carries for the gateway."""

import asyncio
from uuid import UUID

from gateway.adapters.clients import close_clients
from gateway.probing import Findings, probe
from gateway.selectors import card
from gateway.services.models import endpoint_of
from gateway.services.probes import PROBE, finish_probe, note_step
from gateway.types import ProbeStep
from kit.database import run_unit
from kit.outbox import Work, handler
from kit.scoping import tenant_scope


@handler(PROBE)
def probe_card(work: Work) -> None:
    """Probe a card; each step commits on its own, so that whoever looks sees how far it is."""
    card_id = UUID(work.payload["card"])
    with tenant_scope(work.tenant_id):
        endpoint, context = endpoint_of(card_id), card(card_id).context_tokens

    async def note(step: ProbeStep) -> None:
        await run_unit(work.tenant_id, note_step, card_id=card_id, step=step)

    async def run() -> Findings:
        try:
            return await probe(endpoint, note, stated_context=context)
        finally:
            await close_clients()

    findings = asyncio.run(run())
    with tenant_scope(work.tenant_id):
        finish_probe(card_id=card_id, findings=findings, by=work.payload["by"])
