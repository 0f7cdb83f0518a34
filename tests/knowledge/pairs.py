"""Pairs for tests: made, indexed, and asked for."""

from typing import Any
from uuid import UUID

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import PairInfo
from tenants.types import Principal

QUESTIONS = ("年假有多少天？", "一年可以休几天年假")
ANSWER = "入职满一年的员工每年有十天年假。"


def pair_in(keeper: Principal, base_id: UUID, *questions: str, answer: str = ANSWER, **more: Any) -> PairInfo:
    """An approved pair that has been indexed."""
    with tenant_scope(keeper.tenant_id):
        made = services.create_pair(
            base_id=base_id,
            questions=questions or QUESTIONS,
            answer=answer,
            by=keeper,
            **({"state": "approved"} | more),
        )
    run_due(keeper.tenant_id)
    return seen(keeper, made.id)


def seen(reader: Principal, pair_id: UUID) -> PairInfo:
    with tenant_scope(reader.tenant_id):
        return selectors.pair(pair_id, principal=reader)
