"""Drive one version through the stages that it has not finished yet."""

from uuid import UUID

from kit.outbox import Work, enqueue
from kit.scoping import tenant_scope
from knowledge.errors import StorageFull
from knowledge.ingestion import progress, steps
from knowledge.ingestion.embedding import embed
from knowledge.ingestion.screening import screen
from knowledge.parsed import ReadFailed
from knowledge.types import STAGES
from moderation.errors import ModerationBroken

KIND = "knowledge.ingest"
# What is done after each finished stage. Each step ends by moving the version to the next stage, in one transaction.
NEXT = dict(zip(STAGES, (steps.parse, steps.split, screen, embed, steps.activate), strict=False))


def ingest(work: Work) -> None:
    """Do what is left. Errors that may pass go to the outbox, which tries again; others end in a failed version."""
    version_id = UUID(work.payload["version"])
    settled = False
    try:
        _advance(work, version_id)
        settled = True
    except progress.Overtaken:
        settled = True
    except progress.Paused:
        with tenant_scope(work.tenant_id):
            enqueue(kind=KIND, payload=work.payload)
        settled = True
    except ReadFailed as problem:
        _fail(work, version_id, problem.code, **problem.details)
        settled = True
    except StorageFull:
        _fail(work, version_id, "storage_full")
        settled = True
    except FileNotFoundError:
        _fail(work, version_id, "file_gone")
        settled = True
    except ModerationBroken:
        if work.last_attempt:
            _fail(work, version_id, "screening_broken")
            settled = True
        raise
    finally:
        if not settled and work.last_attempt:
            _fail(work, version_id, "gave_up")


def _advance(work: Work, version_id: UUID) -> None:
    while True:
        with tenant_scope(work.tenant_id):
            item = progress.look(version_id)
        if item.stage not in NEXT:
            return
        NEXT[item.stage](work, item)
        work.renew()


def _fail(work: Work, version_id: UUID, code: str, **details: object) -> None:
    with tenant_scope(work.tenant_id):
        progress.fail(version_id, code, details)
