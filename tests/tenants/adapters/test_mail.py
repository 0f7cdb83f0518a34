"""Mails wait encrypted in the outbox."""

import pytest
from django.core import mail

from kit import outbox
from kit.ids import PLATFORM_TENANT
from kit.models import OutboxItem
from kit.scoping import tenant_scope
from tenants.adapters.mail import render, send_later
from tenants.types import TenantInfo

pytestmark = pytest.mark.django_db


def test_a_mail_waits_unreadable_and_arrives_whole(acorn: TenantInfo) -> None:
    with tenant_scope(acorn.id):
        send_later(mail.EmailMessage("Subject", "the secret link", "from@example.com", ["to@example.com"]))
        assert "secret" not in str(OutboxItem.objects.get().payload)
    outbox.run_due(acorn.id)
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == ("Subject", "the secret link", ["to@example.com"])


def test_outside_a_tenant_the_platform_sends(db: None) -> None:
    send_later(mail.EmailMessage("Subject", "text", "from@example.com", ["to@example.com"]))
    outbox.run_due(PLATFORM_TENANT)
    assert len(mail.outbox) == 1


def test_a_subject_is_one_line() -> None:
    made = render(
        "email/invitation", "to@example.com", {"tenant": "Acorn\r\nBcc: all@example.com", "link": "x", "days": 7}
    )
    assert "\n" not in made.subject
