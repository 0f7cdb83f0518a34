"""Renditions made for tests: who asks, a model that writes, and the whole way to the end."""

from typing import Any
from uuid import UUID

from chat.selectors import rendition
from chat.services import ask_rendition
from chat.types import Rendition
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.selectors import versions
from tenants.types import Subject
from tests.cast import Person
from tests.stocked import Stock

TABLE = """# Fees

Fees are due within 30 days.

- Pay by card
- Pay by transfer

| Grade | Fee |
| --- | --- |
| A | 1200 |
| B | 900 |
"""


def subject_of(person: Person) -> Subject:
    return Subject(tenant_id=person.tenant.id, channel="console", external_id=str(person.principal.id))


def asked(
    person: Person, held: Stock, kind: Any = "summary", language: str = "zh-hans", other: UUID | None = None
) -> Rendition:
    subject = subject_of(person)
    with tenant_scope(person.tenant.id):
        version = versions(held.document_id, principal=person.principal)[0]
        second = versions(other, principal=person.principal)[0].id if other else None
        made = ask_rendition(
            version_id=version.id,
            kind=kind,
            language=language,
            subject=subject,
            by=person.principal,
            other_id=second,
        )
    run_due(person.tenant.id)
    with tenant_scope(person.tenant.id):
        return rendition(made.id, subject=subject, principal=person.principal)
