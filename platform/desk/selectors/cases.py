"""Read regression cases and how they came out."""

from typing import cast
from uuid import UUID

from desk.errors import CaseNotFound
from desk.models import Case, CaseResult, CaseRun
from desk.types import CaseInfo, CaseResultInfo, CaseRunInfo, Expects

HISTORY = 50


def cases(*, bot_id: UUID | None = None) -> tuple[CaseInfo, ...]:
    """Failing ones first, then those that never ran, then the others, each the newest first."""
    rows = Case.objects.select_related("bot").order_by("-created_at", "-id")
    found = [as_info(row) for row in (rows.filter(bot_id=bot_id) if bot_id else rows)]
    return tuple(sorted(found, key=lambda each: (False, None, True).index(each.passing)))


def case(case_id: UUID) -> CaseInfo:
    """Raises CaseNotFound."""
    row = Case.objects.select_related("bot").filter(id=case_id).first()
    if row is None:
        raise CaseNotFound
    return as_info(row)


def case_history(case_id: UUID) -> tuple[CaseResultInfo, ...]:
    """Its last results, the newest first."""
    rows = CaseResult.objects.filter(case_id=case_id).select_related("run").order_by("-created_at")[:HISTORY]
    return tuple(
        CaseResultInfo(
            at=row.created_at,
            passed=row.passed,
            outcome=row.outcome,
            why=row.why,
            turn_id=row.turn_id,
            cause=row.run.cause,
        )
        for row in rows
    )


def case_runs(limit: int = 10) -> tuple[CaseRunInfo, ...]:
    """The last runs, the newest first."""
    return tuple(
        CaseRunInfo(
            id=row.id,
            cause=row.cause,
            at=row.created_at,
            done_at=row.done_at,
            total=row.total,
            failed=row.failed,
        )
        for row in CaseRun.objects.order_by("-created_at")[:limit]
    )


def as_info(row: Case) -> CaseInfo:
    """Of a row that was read with its bot."""
    return CaseInfo(
        id=row.id,
        bot_id=row.bot_id,
        bot_slug=row.bot.slug,
        question=row.question,
        expects=cast("Expects", row.expects),
        expected=row.expected,
        passing=row.passing,
        last_run_at=row.last_run_at,
        cluster_id=row.cluster_id,
        created_at=row.created_at,
    )
