"""A tenant with a handbook, people who ask its bot, and an editor."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from chat.pipeline import ends, run_turn
from chat.turn import Closed, TurnRequest
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.types import Subject, TenantInfo
from tests import cast
from tests.cast import Person
from tests.stocked import Stock, stock

UNKNOWN = "公司食堂周五的菜单是什么？"
AGAIN = "请问公司食堂周五的菜单是什么"
KNOWN = "年假有多少天？"


@dataclass(frozen=True, slots=True)
class Desk:
    """Acorn with its bot, and short ways to ask it and to do what the worker would."""

    tenant: TenantInfo
    stock: Stock

    def ask(self, person: Person, question: str, **values: Any) -> tuple[UUID, Closed]:
        """One turn of a member in the console; the turn's id and its end."""
        usual: dict[str, Any] = {
            "tenant_id": self.tenant.id,
            "bot_slug": self.stock.bot,
            "principal": person.principal,
            "subject": subject_of(person),
            "channel": "console",
            "question": question,
        }
        opened, closed = asyncio.run(ends(run_turn(TurnRequest(**(usual | values)))))
        return opened.turn_id, closed

    def work(self) -> None:
        run_due(self.tenant.id)

    def unit(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run this in the tenant's scope."""
        with tenant_scope(self.tenant.id):
            return work(*args, **kwargs)

    def missed(self, *people: Person, question: str = UNKNOWN) -> UUID:
        """The question asked by each of these, and its cluster."""
        from desk.models import Miss

        turns = [self.ask(person, question)[0] for person in people]
        self.work()
        return self.unit(lambda: Miss.objects.get(turn_id=turns[-1]).cluster_id)


def subject_of(person: Person) -> Subject:
    return Subject(tenant_id=person.tenant.id, channel="console", external_id=str(person.principal.id))


@pytest.fixture
def desk(transactional_db: None, acorn: TenantInfo) -> Desk:
    return Desk(acorn, stock(acorn))


@pytest.fixture
def dora(acorn: TenantInfo) -> Person:
    """Keeps Acorn's knowledge."""
    return cast.person("dora", acorn, "knowledge_editor")


@pytest.fixture
def otto(acorn: TenantInfo) -> Person:
    """Acorn's operator: reads conversations, writes no knowledge."""
    return cast.person("otto", acorn, "operator")
