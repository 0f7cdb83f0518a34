"""List and search conversations, and read one with its turns."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime

from chat.errors import ConversationNotFound
from chat.models import BotVersion, Conversation, TurnRow, TurnText
from chat.stored import citations_from_json, clarification_from_json, known_from_json
from chat.turn import Outcome
from chat.types import ConversationInfo, ConversationPage, ConversationView, TurnView
from kit.errors import Invalid
from kit.texts import storable
from knowledge.selectors.access import readable_documents
from tenants.types import Principal, Subject


def conversations(
    *, subject: Subject, opener: str = "", search: str = "", cursor: str = "", limit: int = 30
) -> ConversationPage:
    """The conversations of one subject, the latest first; `search` looks into questions and answers.

    With `opener`, those only whose first question was asked by this actor, such as an API key.
    """
    rows = Conversation.objects.filter(subject=subject.ref, test=False)
    return _page(opened_by(rows, opener), search, ("question", "answer"), cursor, limit)


def all_conversations(
    *,
    search: str = "",
    bot_id: UUID | None = None,
    subject: Subject | None = None,
    cursor: str = "",
    limit: int = 30,
) -> ConversationPage:
    """Every conversation of the tenant, for operators; `search` looks into what they may see of them. Those of
    evaluations and regression cases are left out: nobody talked there."""
    rows = Conversation.objects.exclude(channel="evaluation")
    rows = rows.filter(bot_id=bot_id) if bot_id else rows
    rows = rows.filter(subject=subject.ref) if subject else rows
    return _page(rows, search, ("masked", "answer"), cursor, limit)


def conversation(conversation_id: UUID, *, subject: Subject, opener: str = "") -> ConversationView:
    """A subject's own conversation with its turns. Raises ConversationNotFound, also for another's."""
    found = Conversation.objects.select_related("bot").filter(id=conversation_id, subject=subject.ref)
    row, turns = _with_turns(opened_by(found, opener))
    views = tuple(as_view(turn) for turn in turns)
    held = views[-1].known if views else ()
    return ConversationView(
        info=_infos([row])[0],
        turns=views,
        known=tuple(each for each in held if not each.said or row.said.get(each.attribute)),
    )


def logged_conversation(
    conversation_id: UUID, *, reader: Principal, subject: Subject | None = None
) -> ConversationView:
    """Anybody's conversation, as it was screened: masked questions, and sources that `reader` may read.

    Raises ConversationNotFound.
    """
    found = Conversation.objects.select_related("bot").filter(id=conversation_id)
    row, turns = _with_turns(found.filter(subject=subject.ref) if subject else found)
    views = [(as_view(turn), turn) for turn in turns]
    open_ones = readable_documents({each.document_id for view, _ in views for each in view.citations}, reader)
    return ConversationView(info=_infos([row])[0], turns=tuple(_screened(*each, open_ones) for each in views))


def opened_by(rows: QuerySet[Conversation], actor: str) -> QuerySet[Conversation]:
    """Those of the conversations whose first question `actor` asked; all of them where it is empty."""
    if not actor:
        return rows
    first = TurnRow.objects.filter(conversation=OuterRef("id")).order_by("created_at", "id")
    return rows.alias(opener=Subquery(first.values("actor")[:1])).filter(opener=actor)


def opener_for(principal: Principal) -> str:
    """Whose conversations these must be for `principal`: an API key sees only what it began, unless it may read all."""
    limited = principal.kind == "key" and not principal.may("conversations.read")
    return principal.actor if limited else ""


def _with_turns(found: QuerySet[Conversation]) -> tuple[Conversation, list[TurnRow]]:
    row = found.first()
    if row is None:
        raise ConversationNotFound
    turns = TurnRow.objects.filter(conversation=row).select_related("text").order_by("created_at", "id")
    return row, list(turns)


def _screened(view: TurnView, row: TurnRow, open_ones: frozenset[UUID]) -> TurnView:
    text: TurnText | None = getattr(row, "text", None)
    shown = tuple(each for each in view.citations if each.document_id in open_ones)
    return replace(view, question=text.masked if text else "", citations=shown)


def as_view(row: TurnRow) -> TurnView:
    """A turn as the person who asked sees it."""
    text: TurnText | None = getattr(row, "text", None)
    asked = clarification_from_json(text.clarified) if text else None
    return TurnView(
        id=row.id,
        asked_at=row.created_at,
        question=text.question if text else "",
        answer=text.answer if text else "",
        citations=citations_from_json(text.citations) if text else (),
        outcome=Outcome(row.outcome) if row.outcome else None,
        label=row.label,
        aigc=row.aigc,
        erased=text is None,
        choices=asked.choices if asked else (),
        known=known_from_json(text.applied.get("known", ())) if text else (),
    )


def _page(
    rows: QuerySet[Conversation], search: str, within: Iterable[str], cursor: str, limit: int
) -> ConversationPage:
    if search.strip():
        rows = rows.filter(_mentions(search.strip(), within)) if storable(search) else rows.none()
    if cursor:
        at, last = _position(cursor)
        rows = rows.filter(Q(last_at__lt=at) | Q(last_at=at, id__lt=last))
    found = list(rows.select_related("bot").order_by("-last_at", "-id")[: limit + 1])
    more = f"{found[limit - 1].last_at.isoformat()}~{found[limit - 1].id}" if len(found) > limit else ""
    return ConversationPage(items=_infos(found[:limit]), next_cursor=more)


def _mentions(search: str, within: Iterable[str]) -> Exists:
    texts = TurnText.objects.filter(turn__conversation=OuterRef("id"))
    return Exists(texts.filter(reduce(or_, (Q((f"{name}__icontains", search)) for name in within))))


def _position(cursor: str) -> tuple[datetime, UUID]:
    at, _, last = cursor.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(last)
    except ValueError as error:
        raise Invalid(field="cursor") from error


def _infos(rows: Iterable[Conversation]) -> tuple[ConversationInfo, ...]:
    rows = list(rows)
    names = _bot_names(rows)
    return tuple(
        ConversationInfo(
            id=row.id,
            bot_slug=row.bot.slug,
            bot_name=names.get(row.bot_id, row.bot.slug),
            title=row.title or _date(row),
            channel=row.channel,
            turns=row.turns,
            started_at=row.created_at,
            last_at=row.last_at,
            test=row.test,
        )
        for row in rows
    )


def _date(row: Conversation) -> str:
    """What a conversation is called until a question of it was let in; nothing where it was erased."""
    return date_format(localtime(row.created_at), "SHORT_DATETIME_FORMAT") if row.subject else ""


def _bot_names(rows: Iterable[Conversation]) -> dict[Any, str]:
    current = {row.bot_id: row.bot.version for row in rows}
    saved = BotVersion.objects.filter(bot_id__in=current).values_list("bot_id", "version", "settings__name")
    return {bot_id: name for bot_id, version, name in saved if current[bot_id] == version}
