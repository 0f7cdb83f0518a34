"""Render mails, and send them from the outbox: a mail server that is slow or away holds up nobody.

A mail may hold a link that opens an account, so it lies encrypted until it is sent.
"""

import json
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from kit.crypto import decrypt, encrypt
from kit.ids import PLATFORM_TENANT
from kit.outbox import enqueue
from kit.scoping import tenant_in_scope, tenant_scope

PURPOSE = "mail"
KIND = "tenants.mail"


def render(prefix: str, address: str, values: dict[str, Any]) -> EmailMessage:
    """The plain-text mail of `<prefix>_subject.txt` and `<prefix>_message.txt`."""
    subject = " ".join(render_to_string(f"{prefix}_subject.txt", values).split())
    body = render_to_string(f"{prefix}_message.txt", values).strip() + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address])


def send_later(mail: EmailMessage) -> None:
    """Promise the mail in the tenant in scope, or in the platform's where none is."""
    with tenant_scope(tenant_in_scope() or PLATFORM_TENANT):
        enqueue(kind=KIND, payload={"sealed": encrypt(PURPOSE, _pack(mail))})


def send_now(sealed: str) -> None:
    """Send what `send_later` promised. Raises what the mail server raises: the outbox tries again."""
    EmailMessage(**json.loads(decrypt(PURPOSE, sealed))).send()


def _pack(mail: EmailMessage) -> bytes:
    fields = {"subject": mail.subject, "body": mail.body, "from_email": mail.from_email, "to": mail.to}
    return json.dumps({name: str(value) if name != "to" else value for name, value in fields.items()}).encode()
