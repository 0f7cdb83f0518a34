"""Mail to a member, and to nobody who left."""

from django.core import mail

from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.services import mail_member, suspend_member
from tests.cast import Person, job

VALUES = {"tenant": "Acorn", "lines": [("leave.md", None, "https://example.com/")]}


def test_a_member_is_written_to(transactional_db: None, ben: Person) -> None:
    with tenant_scope(ben.tenant.id):
        assert mail_member(member_id=ben.principal.id, template="email/review", values=VALUES)
    run_due(ben.tenant.id)
    [sent] = mail.outbox
    assert sent.to == [ben.email]
    assert "leave.md" in str(sent.body)


def test_who_is_suspended_or_unknown_is_not(transactional_db: None, ben: Person) -> None:
    with tenant_scope(ben.tenant.id):
        suspend_member(member_id=ben.principal.id, by=job(ben.tenant))
        assert not mail_member(member_id=ben.principal.id, template="email/review", values=VALUES)
        assert not mail_member(member_id=new_id(), template="email/review", values=VALUES)
