"""Keep regression cases, ask for their runs, and write down how they came out."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from audit.services import record
from chat.selectors import bot_by_id
from desk import events
from desk.errors import CaseNotFound
from desk.models import Case, CaseResult, CaseRun
from desk.selectors.cases import as_info
from desk.types import CaseInfo, Expects
from kit import clock
from kit.errors import Invalid
from kit.outbox import enqueue
from kit.roles import atomic
from tenants.services import require
from tenants.types import Principal

RUN = "desk.run_cases"
LATER = timedelta(seconds=3)
"""After a change of the base, until what was changed is likely indexed; several changes share one run."""
LONGEST_QUESTION = 2000


@atomic()
def add_case(
    *,
    bot_id: UUID,
    question: str,
    expects: Expects,
    expected: Mapping[str, Any],
    by: Principal,
    cluster_id: UUID | None = None,
) -> CaseInfo:
    """Keep a question with what has to come out; the same question of the same bot takes its earlier case over.

    Raises MayNot, BotNotFound, Invalid.
    """
    require(by, "knowledge.write")
    bot_by_id(bot_id)
    asked = question.strip()
    if not asked or len(asked) > LONGEST_QUESTION:
        raise Invalid(field="question")
    values = {"expects": expects, "expected": dict(expected), "cluster_id": cluster_id, "passing": None}
    row, _ = Case.objects.update_or_create(bot_id=bot_id, question=asked, defaults=values)
    record(events.CASE_SAVED, actor=by.actor, data={"case": str(row.id), "bot": str(bot_id), "expects": expects})
    return as_info(Case.objects.select_related("bot").get(id=row.id))


@atomic()
def delete_case(*, case_id: UUID, by: Principal) -> None:
    """Raises MayNot, CaseNotFound."""
    require(by, "knowledge.write")
    gone, _ = Case.objects.filter(id=case_id).delete()
    if not gone:
        raise CaseNotFound
    record(events.CASE_DELETED, actor=by.actor, data={"case": str(case_id)})


@atomic()
def run_cases(*, by: Principal, bot_id: UUID | None = None) -> UUID | None:
    """Ask for a run now. Gives the run; None where there is nothing to run. Raises MayNot."""
    require(by, "knowledge.write")
    return request_run(bot_id=bot_id, cause="asked", delay=timedelta())


def request_run(*, bot_id: UUID | None, cause: str, delay: timedelta = LATER) -> UUID | None:
    """Promise a run; one that was promised for the same bot and has not begun will do."""
    cases = Case.objects.filter(bot_id=bot_id) if bot_id else Case.objects.all()
    if not cases.exists():
        return None
    waiting = CaseRun.objects.filter(bot_id=bot_id, begun_at=None, cause=cause).first()
    if waiting is not None:
        found: UUID = waiting.id
        return found
    row = CaseRun.objects.create(bot_id=bot_id, cause=cause)
    enqueue(kind=RUN, payload={"run": str(row.id)}, delay=delay)
    made: UUID = row.id
    return made


@atomic()
def begin_run(*, run_id: UUID) -> tuple[CaseInfo, ...]:
    """Its cases that have no result yet; after a crash it goes on where it was."""
    run = CaseRun.objects.select_for_update().filter(id=run_id, done_at=None).first()
    if run is None:
        return ()
    run.begun_at = run.begun_at or clock.now()
    run.save(update_fields=["begun_at"])
    done = CaseResult.objects.filter(run=run).values("case_id")
    cases = Case.objects.filter(bot_id=run.bot_id) if run.bot_id else Case.objects.all()
    return tuple(map(as_info, cases.exclude(id__in=done).select_related("bot").order_by("created_at", "id")))


@atomic()
def note_result(*, run_id: UUID, case_id: UUID, outcome: str, why: str, turn_id: UUID | None) -> None:
    """How a case came out; nothing where the case is gone by now. Empty `why`: it passed."""
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        return
    CaseResult.objects.get_or_create(
        run_id=run_id,
        case=case,
        defaults={"passed": not why, "outcome": outcome, "why": why, "turn_id": turn_id},
    )
    case.passing, case.last_run_at = not why, clock.now()
    case.save(update_fields=["passing", "last_run_at"])


@atomic()
def end_run(*, run_id: UUID, actor: str) -> None:
    """Sum the run up, once."""
    run = CaseRun.objects.select_for_update().filter(id=run_id, done_at=None).first()
    if run is None:
        return
    results = CaseResult.objects.filter(run=run)
    run.total, run.failed, run.done_at = results.count(), results.filter(passed=False).count(), clock.now()
    run.save(update_fields=["total", "failed", "done_at"])
    data = {"run": str(run.id), "total": run.total, "failed": run.failed, "cause": run.cause}
    record(events.CASES_RUN, actor=actor, data=data)
