"""Publish notices, and write down what people decide."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from audit.selectors import pseudonym_of
from audit.services import record
from audit.types import Event
from consent import events
from consent.errors import NothingToPublish, NoticeInvalid, NoticeOutdated, NotOptional
from consent.models import TITLE_LENGTH, DecisionRow, NoticeDraft, PublishedNotice
from consent.selectors import current_notice, notice_from
from consent.standard import standard_notice
from consent.types import LANGUAGES, OPTIONAL, PURPOSES, DecisionKind, Language, Notice, Purpose
from kit import clock, ledger
from kit.roles import atomic
from tenants.selectors import tenant
from tenants.services import require
from tenants.types import Principal, Subject

PERMISSION = "consent.write"
WITHDRAWAL = "consent.withdrawal"

Follower = Callable[[Subject, str], None]
_followers: list[Follower] = []


def follow_withdrawals(function: Follower) -> Follower:
    """Register what an app lets go of in the same transaction, when a subject takes the consent to a purpose back."""
    _followers.append(function)
    return function


@atomic()
def save_draft(*, purpose: Purpose, language: Language, title: str, body: str, by: Principal) -> None:
    """Keep a text that is being written. Raises MayNot, NoticeInvalid."""
    require(by, PERMISSION)
    _check(purpose, language, title, body)
    NoticeDraft.objects.update_or_create(
        purpose=purpose, language=language, defaults={"title": title, "body": body, "changed_at": clock.now()}
    )
    data = {"purpose": purpose, "language": language, "sha256": digest(title, body)}
    record(events.NOTICE_DRAFTED, actor=by.actor, data=data)


@atomic()
def publish_notice(*, purpose: Purpose, language: Language, title: str, body: str, by: Principal) -> Notice:
    """Make this text the current one: whoever agreed to the one before is asked again.

    Raises MayNot, NoticeInvalid, NothingToPublish.
    """
    require(by, PERMISSION)
    _check(purpose, language, title, body)
    versions = PublishedNotice.objects.filter(purpose=purpose, language=language).order_by("-version")
    newest = versions.first()
    if newest and newest.sha256 == digest(title, body):
        raise NothingToPublish
    row = PublishedNotice.objects.create(
        purpose=purpose,
        language=language,
        version=newest.version + 1 if newest else 1,
        title=title,
        body=body,
        sha256=digest(title, body),
    )
    NoticeDraft.objects.filter(purpose=purpose, language=language).delete()
    record(events.NOTICE_PUBLISHED, actor=by.actor, data=_named(row) | {"notice": str(row.id)})
    return notice_from(row)


@atomic()
def publish_standard_notices(*, by: Principal) -> tuple[Notice, ...]:
    """Publish the platform's own texts, filled with the tenant's name, where the tenant has none yet."""
    company = tenant()
    missing = [
        (purpose, language)
        for purpose in PURPOSES
        for language in LANGUAGES
        if not PublishedNotice.objects.filter(purpose=purpose, language=language).exists()
    ]
    published = []
    for purpose, language in missing:
        title, body = standard_notice(purpose, language, company)
        published.append(publish_notice(purpose=purpose, language=language, title=title, body=body, by=by))
    return tuple(published)


@atomic()
def grant(
    *, subject: Subject, notice_id: UUID, channel: str, address: str = "", locale: str = "", by: Principal | None = None
) -> UUID:
    """Somebody agrees to exactly this notice; answers the decision's id. Raises NoticeOutdated.

    `address` and `locale` say from where, and lie in the erasable part of the evidence. `by` is who passes the decision
    on where that is not the subject, such as an API key.
    """
    notice = _current(notice_id)
    return _decide(
        events.GRANTED,
        "granted",
        subject,
        purpose=notice.purpose,
        notice=notice,
        channel=channel,
        where=_from(address, locale),
        by=by,
    )


@atomic()
def refuse(
    *, subject: Subject, notice_id: UUID, channel: str, address: str = "", locale: str = "", by: Principal | None = None
) -> UUID:
    """Somebody says no to an optional purpose, and is left alone for 30 days. Raises NoticeOutdated, NotOptional."""
    notice = _current(notice_id)
    if notice.purpose not in OPTIONAL:
        raise NotOptional(field="notice_id")
    return _decide(
        events.REFUSED,
        "refused",
        subject,
        purpose=notice.purpose,
        notice=notice,
        channel=channel,
        where=_from(address, locale),
        by=by,
    )


@atomic()
def withdraw(
    *,
    subject: Subject,
    purpose: Purpose,
    channel: str,
    address: str = "",
    locale: str = "",
    by: Principal | None = None,
) -> UUID:
    """Somebody takes the consent back: from the next look on, here and in open streams, nothing allows the processing."""
    if purpose not in PURPOSES:
        raise NoticeInvalid(field="purpose")
    given = DecisionRow.objects.filter(subject=pseudonym_of(subject.ref), purpose=purpose, kind="granted")
    last = given.select_related("notice").order_by("-id").first()
    notice = last.notice if last else None
    data = {"subject": pseudonym_of(subject.ref), "purpose": purpose, "channel": channel}
    ledger.note(kind=WITHDRAWAL, data=data)
    for follow in _followers:
        follow(subject, purpose)
    return _decide(
        events.WITHDRAWN,
        "withdrawn",
        subject,
        purpose=purpose,
        notice=notice,
        channel=channel,
        where=_from(address, locale),
        by=by,
    )


@ledger.replays(WITHDRAWAL)
def withdraw_again(data: dict[str, Any]) -> None:
    """Apply a withdrawal to a database that was restored from before it."""
    DecisionRow.objects.create(kind="withdrawn", notice=None, **data)


def digest(title: str, body: str) -> str:
    """SHA-256 of what a person was shown."""
    return hashlib.sha256(f"{title}\n\n{body}".encode()).hexdigest()


def _check(purpose: str, language: str, title: str, body: str) -> None:
    faults = {
        "purpose": purpose not in PURPOSES,
        "language": language not in LANGUAGES,
        "title": not title.strip() or len(title) > TITLE_LENGTH,
        "body": not body.strip(),
    }
    if wrong := [name for name, faulty in faults.items() if faulty]:
        raise NoticeInvalid(field=", ".join(wrong))


def _current(notice_id: UUID) -> PublishedNotice:
    row: PublishedNotice | None = PublishedNotice.objects.filter(id=notice_id).first()
    if row is None:
        raise NoticeOutdated
    current = current_notice(row.purpose, row.language)  # type: ignore[arg-type]
    if current is None or current.id != row.id:
        raise NoticeOutdated
    return row


def _decide(
    event: Event,
    kind: DecisionKind,
    subject: Subject,
    *,
    purpose: str,
    notice: PublishedNotice | None,
    channel: str,
    where: dict[str, str],
    by: Principal | None,
) -> UUID:
    row = DecisionRow.objects.create(
        subject=pseudonym_of(subject.ref), purpose=purpose, kind=kind, channel=channel, notice=notice
    )
    named = _named(notice) if notice else {"purpose": purpose}
    actor = by.actor if by else subject.ref
    record(event, actor=actor, subject=subject.ref, data=named | {"channel": channel}, personal=where)
    return row.id


def _from(address: str, locale: str) -> dict[str, str]:
    return {name: value for name, value in (("address", address), ("locale", locale)) if value}


def _named(notice: PublishedNotice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in ("purpose", "language", "version", "sha256")}
