"""Ask a bot one question through the whole pipeline, and print the answer with what it rests on."""

import asyncio
import json
import sys
from argparse import ArgumentParser
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chat.pipeline import run_turn
from chat.turn import Citation, Closed, Released, TurnRequest
from kit.errors import HeyanError
from tenants.selectors import tenant_by_slug
from tenants.types import Subject, job_principal

SCOPES = frozenset({"chat.ask", "knowledge.read", "knowledge.write"})
"""Whoever keeps the knowledge reads every base."""


def demo_tenant() -> str:
    """The slug of the demo tenant, as the examples name it."""
    plan = json.loads((Path(settings.ROOT) / "examples" / "demo.json").read_text(encoding="utf-8"))
    return str(plan["main"]["slug"])


class Command(BaseCommand):
    help = "Ask a bot one question."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--bot", required=True, help="the bot's slug")
        parser.add_argument("--tenant", help="the tenant's slug (default: the demo tenant)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, question: str, bot: str, tenant: str | None, **options: Any) -> None:
        try:
            tenant_id = tenant_by_slug(tenant or demo_tenant()).id
            closed = asyncio.run(self._ask(_request(tenant_id, bot, question), aloud=not options["json"]))
        except HeyanError as error:
            raise CommandError(f"{error} ({error.code})") from error
        if options["json"]:
            self.stdout.write(json.dumps(_plain(closed), ensure_ascii=False, default=str))
            return
        self._print_end(closed)

    async def _ask(self, request: TurnRequest, *, aloud: bool) -> Closed:
        """The turn's end; the answer is printed as it comes."""
        events = run_turn(request)
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Closed):
                    return event
                if isinstance(event, Released) and aloud:
                    self.stdout.write(event.text, ending="")
                    self.stdout.flush()
        raise CommandError("the turn did not end")

    def _print_end(self, closed: Closed) -> None:
        self.stdout.write("" if not closed.error else f"\n{closed.error.says} ({closed.error.code})")
        for citation in closed.citations:
            self.stdout.write(f"[{citation.n}] {_place(citation)}\n    {citation.quote}")
        self.stdout.write(f"— {closed.label.text} · {closed.outcome.value}")


def _request(tenant_id: UUID, bot: str, question: str) -> TurnRequest:
    """Whoever may run commands here asks as staff."""
    principal = job_principal(tenant_id=tenant_id, name="ask", scopes=SCOPES)
    return TurnRequest(
        tenant_id=tenant_id,
        bot_slug=bot,
        principal=principal,
        subject=Subject(tenant_id=tenant_id, channel="console", external_id=principal.actor),
        channel="command",
        question=question if question != "-" else sys.stdin.read(),
    )


def _place(citation: Citation) -> str:
    where = f", p. {citation.page}" if citation.page else ""
    return f"{citation.document}{where}" + (f", {citation.cell}" if citation.cell else "")


def _plain(closed: Closed) -> dict[str, Any]:
    """The end as JSON, with the same names as the API's extra fields."""
    return {
        "turn_id": closed.turn_id,
        "outcome": closed.outcome.value,
        "answer": closed.answer,
        "citations": [asdict(citation) for citation in closed.citations],
        "aigc": {**closed.label.aigc, "label_text": closed.label.text},
        "finish": closed.finish,
        "usage": asdict(closed.usage) if closed.usage else None,
        "error": asdict(closed.error) if closed.error else None,
    }
