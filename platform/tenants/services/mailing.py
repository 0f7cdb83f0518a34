"""Write to a member on behalf of another app."""

from typing import Any
from uuid import UUID

from tenants.adapters.mail import render, send_later
from tenants.models import Membership


def mail_member(*, member_id: UUID, template: str, values: dict[str, Any]) -> bool:
    """Promise the mail of `<template>_subject.txt` and `<template>_message.txt` to a member, in the language in force.

    False where nobody is written to: who left or is suspended gets no mail.
    """
    rows = Membership.objects.select_related("user").filter(pk=member_id, suspended_at=None, user__is_active=True)
    row = rows.first()
    if row is None:
        return False
    send_later(render(template, row.user.email, values))
    return True
