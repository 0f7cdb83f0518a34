"""Carry one rendition from its plan to its end; a worker that takes over goes on after the last written step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from chat.errors import LeaseLost
from chat.renditions import comparing, summarising, translating
from chat.renditions.job import Job, Written
from chat.selectors.renditions import begun_job
from chat.services.renditions import add_parts, end_rendition
from chat.types import RenditionPart
from gateway.completion import own_loop
from kit.database import run_unit
from kit.errors import HeyanError
from kit.outbox import Work
from kit.scoping import tenant_scope
from knowledge.selectors import blocks, shown, version_file, version_passages
from knowledge.types import Passage
from tenants.types import Principal, job_principal

MOST_PASSAGES = 900
"""A summary of more would be no summary; the rest of a longer document is left out, and the page says so."""

PASSES = (429, 502, 503, 504)
"""Errors that are over in a while: the outbox tries again."""

Step = Callable[[], Awaitable[Written]]


def make(work: Work) -> None:
    """Write what is missing. What can't be made ends as failed, with the reason; what may pass is tried again."""
    rendition_id = UUID(work.payload["rendition"])
    try:
        with tenant_scope(work.tenant_id):
            job = begun_job(rendition_id)
        if job is not None:
            with work.held():
                asyncio.run(_make(job))
            _end(work, rendition_id, "ready", "")
    except LeaseLost:
        return  # deleted, or taken over, while it was made
    except HeyanError as error:
        if work.last_attempt or error.status not in PASSES:
            _end(work, rendition_id, "failed", error.code)
            return
        raise


async def _make(job: Job) -> None:
    async with own_loop():
        steps = await _steps(job)
        for number, step in enumerate(steps[job.done :], job.done):
            written = _screened(job, await step())
            await run_unit(
                job.tenant_id, add_parts, rendition_id=job.id, step=number, written=written, total=len(steps)
            )


async def _steps(job: Job) -> list[Step]:
    reader = job_principal(tenant_id=job.tenant_id, name="renditions", scopes=frozenset({"knowledge.write"}))
    if job.kind == "comparison" and job.other_id:
        one = await run_unit(job.tenant_id, _passages, job, job.version_id, reader)
        other = await run_unit(job.tenant_id, _passages, job, job.other_id, reader)
        table = comparing.Table(comparing.Side.of(one), comparing.Side.of(other))
        found = [partial(asyncio.to_thread, comparing.differing, table, step) for step in comparing.steps(one)]
        return [*found, partial(asyncio.to_thread, comparing.only_in_one, table)]
    if job.kind == "summary":
        passages = await run_unit(job.tenant_id, _passages, job, job.version_id, reader)
        sections = summarising.sections(passages, room=summarising.room(job))
        return [partial(summarising.write, job, section) for section in sections]
    source = await run_unit(job.tenant_id, version_file, job.version_id, principal=reader)
    batches = translating.batches(await asyncio.to_thread(blocks, source))
    return [partial(translating.write, job, batch) for batch in batches]


def _passages(job: Job, version_id: UUID, reader: Principal) -> tuple[Passage, ...]:
    held = version_passages(version_id, principal=reader, limit=MOST_PASSAGES)
    usable = [each for each in held if each.on and not each.withheld]
    return shown(usable, screen=job.screen).passages


def _screened(job: Job, written: Written) -> Written:
    """What the output policy lets through, personal data masked."""
    kept = [seen for part in written.parts if (seen := _seen(job, part)) is not None]
    return Written(parts=tuple(kept), kept_back=written.kept_back + len(written.parts) - len(kept))


def _seen(job: Job, part: RenditionPart) -> RenditionPart | None:
    verdicts = [job.screen.judge(text) for text in (part.text, *part.cells)]
    if any(verdict.flagged for verdict in verdicts):
        return None
    text, *cells = (verdict.masked for verdict in verdicts)
    return replace(part, text=text, cells=tuple(cells))


def _end(work: Work, rendition_id: UUID, state: str, problem: str) -> None:
    with tenant_scope(work.tenant_id):
        end_rendition(rendition_id=rendition_id, state=state, problem=problem)
