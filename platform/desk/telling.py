"""Give people the answer that they asked to be told: a turn of its own in their conversation, on every rule that holds for
them. What they may not read, or no longer agreed to, they are not told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from chat.errors import BotClosed, BotNotFound, ConversationNotFound, TurnNotFound
from chat.pipeline import ends, run_turn
from chat.selectors import turn_record
from chat.turn import Channel, Closed, Outcome, TurnRequest
from desk.selectors.wishes import Waiting, waiting
from desk.services.wishes import drop_wish, note_told
from desk.trials import NAME, desk
from kit.scoping import tenant_scope
from tenants.errors import NotMember
from tenants.selectors import members, principal_for_member, tenant
from tenants.services import mail_member
from tenants.types import MemberInfo, job_principal

ASKS = frozenset({"chat.ask"})
GOOD = (Outcome.ANSWERED, Outcome.DIRECT)
GONE = (TurnNotFound, ConversationNotFound, BotNotFound, NotMember)


def tell(*, tenant_id: UUID, cluster_id: UUID) -> int:
    """Tell everybody who waits for this cluster's answer; gives how many were told. Runs outside any scope.

    Who could not be answered even now goes on waiting.
    """
    with tenant_scope(tenant_id):
        all_waiting = waiting(cluster_id, tenant_id=tenant_id)
    return sum(_tell(tenant_id, each) for each in all_waiting)


def _tell(tenant_id: UUID, each: Waiting) -> bool:
    actor = desk(tenant_id).actor
    try:
        member = _member(tenant_id, each)
        request, conversation_id = _request(tenant_id, each, member)
        opened, closed = asyncio.run(_answered(request))
    except GONE:
        with tenant_scope(tenant_id):
            drop_wish(wish_id=each.wish_id, why="gone", actor=actor)
        return False
    except BotClosed:
        return False
    if closed.error is not None and closed.error.code == "consent_required":
        with tenant_scope(tenant_id):
            drop_wish(wish_id=each.wish_id, why="consent_withdrawn", actor=actor)
        return False
    if closed.outcome not in GOOD:
        return False
    with tenant_scope(tenant_id):
        mailed = member is not None and _mail(member, conversation_id)
        note_told(wish_id=each.wish_id, told_turn_id=opened, mailed=mailed, actor=actor)
    return True


async def _answered(request: TurnRequest) -> tuple[UUID, Closed]:
    opened, closed = await ends(run_turn(request))
    return opened.turn_id, closed


def _member(tenant_id: UUID, each: Waiting) -> MemberInfo | None:
    """The member who waits; None for a visitor. Raises NotMember for one who has left or is suspended."""
    if each.subject.channel != "console":
        return None
    with tenant_scope(tenant_id):
        found = [one for one in members() if str(one.id) == each.subject.external_id and one.suspended_at is None]
    if not found:
        raise NotMember
    return found[0]


def _request(tenant_id: UUID, each: Waiting, member: MemberInfo | None) -> tuple[TurnRequest, UUID]:
    """The question as it was asked, in the conversation where it was asked. The desk asks, and reads what its asker may."""
    with tenant_scope(tenant_id):
        turn = turn_record(each.turn_id)
    if turn.erased:
        raise TurnNotFound
    own = principal_for_member(member.user_id, tenant_id) if member else None
    job = job_principal(tenant_id=tenant_id, name=NAME, scopes=ASKS)
    request = TurnRequest(
        tenant_id=tenant_id,
        bot_slug=turn.bot_slug,
        principal=replace(job, groups=own.groups) if own else job,
        subject=each.subject,
        channel=cast("Channel", turn.channel),
        question=turn.question,
        conversation_id=turn.conversation_id,
        attributes=own.attributes if own else {},
    )
    return request, turn.conversation_id


def _mail(member: MemberInfo, conversation_id: UUID) -> bool:
    """The mail says that there is an answer, and where; the answer itself stays behind the sign-in."""
    link = settings.CONSOLE_URL + reverse("console:conversation", kwargs={"conversation_id": conversation_id})
    with translation.override(tenant().language or "zh-hans"):
        return mail_member(member_id=member.id, template="email/answered", values={"name": member.name, "link": link})
