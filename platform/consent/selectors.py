"""Find the notices that hold now, what people decided, and the legal basis of processing."""

from collections.abc import Iterable
from typing import Any, cast

from django.utils.translation import get_language

from audit.selectors import pseudonym_of
from consent.errors import ConsentRequired
from consent.models import DecisionRow, NoticeDraft, PublishedNotice
from consent.types import (
    ASK_AGAIN_AFTER,
    LANGUAGES,
    OPTIONAL,
    PURPOSES,
    Basis,
    Decision,
    Draft,
    Language,
    Notice,
    Purpose,
)
from kit import clock
from tenants.types import Subject


def basis_for(subject: Subject, purpose: Purpose, *, attested: str = "", language: str = "") -> Basis:
    """What allows processing this subject's data for `purpose`. Raises ConsentRequired with the notice to show.

    Staff use the service by contract, an API key by what its tenant attests, and a job has no person behind it;
    optional purposes need consent from everybody. A withdrawal beats what is attested.
    """
    newest = _newest(subject.ref, purpose)
    if agreed := _standing(newest):
        return Basis(kind="consent", purpose=purpose, notice_version=agreed.version, reference=f"decision:{newest.id}")
    may_do_without = purpose not in OPTIONAL and not (newest and newest.kind == "withdrawn")
    if may_do_without and (basis := _other_basis(subject, purpose, attested)):
        return basis
    raise ConsentRequired(current_notice(purpose, language or get_language() or ""))


def allowed(subject: Subject, purpose: Purpose) -> bool:
    """Did this subject agree to an optional purpose, as it is described now?"""
    return _standing(_newest(subject.ref, purpose)) is not None


def withdrawn(subjects: Iterable[str], purpose: Purpose) -> frozenset[str]:
    """Those of the references whose newest decision takes their consent back. One cheap query: for open streams."""
    names = {pseudonym_of(reference): reference for reference in subjects}
    if not names:
        return frozenset()
    newest = (
        DecisionRow.objects.filter(subject__in=names, purpose=purpose).order_by("subject", "-id").distinct("subject")
    )
    return frozenset(names[row.subject] for row in newest if row.kind == "withdrawn")


def should_ask(subject: Subject, purpose: Purpose) -> bool:
    """May a page ask for an optional purpose: not agreed yet, and no "no" in the last 30 days?"""
    newest = _newest(subject.ref, purpose)
    if newest is None:
        return True
    if newest.kind == "granted":
        return _standing(newest) is None
    return bool(newest.created_at <= clock.now() - ASK_AGAIN_AFTER)


def current_notice(purpose: Purpose, language: str) -> Notice | None:
    """The newest version in `language`, or in the other one where the tenant has not published that."""
    order = sorted(LANGUAGES, key=lambda each: each != language.lower())
    found = (_newest_version(purpose, each) for each in order)
    return next((notice_from(row) for row in found if row), None)


def current_notices(language: str) -> tuple[Notice, ...]:
    """One notice per purpose, the service first, as far as they are published."""
    return tuple(notice for purpose in PURPOSES if (notice := current_notice(purpose, language)))


def versions(purpose: Purpose, language: Language) -> tuple[Notice, ...]:
    """Every published version, newest first."""
    rows = PublishedNotice.objects.filter(purpose=purpose, language=language).order_by("-version")
    return tuple(map(notice_from, rows))


def drafts() -> tuple[Draft, ...]:
    """The drafts of the tenant in scope."""
    return tuple(
        Draft(purpose=row.purpose, language=row.language, title=row.title, body=row.body, changed_at=row.changed_at)
        for row in NoticeDraft.objects.order_by("purpose", "language")
    )


def grants(subject: Subject) -> tuple[Decision, ...]:
    """Everything that this subject ever decided, newest first."""
    rows = DecisionRow.objects.filter(subject=pseudonym_of(subject.ref)).select_related("notice").order_by("-id")
    return tuple(
        Decision(
            id=row.id,
            purpose=row.purpose,
            kind=row.kind,
            at=row.created_at,
            channel=row.channel,
            notice=notice_from(row.notice) if row.notice else None,
        )
        for row in rows
    )


def notice_from(row: PublishedNotice) -> Notice:
    return Notice(
        id=row.id,
        purpose=cast(Purpose, row.purpose),
        language=cast(Language, row.language),
        version=row.version,
        title=row.title,
        body=row.body,
        sha256=row.sha256,
        published_at=row.created_at,
    )


def _newest(reference: str, purpose: Purpose) -> Any:
    rows = DecisionRow.objects.filter(subject=pseudonym_of(reference), purpose=purpose)
    return rows.select_related("notice").order_by("-id").first()


def _newest_version(purpose: str, language: str) -> PublishedNotice | None:
    rows = PublishedNotice.objects.filter(purpose=purpose, language=language)
    return cast(PublishedNotice | None, rows.order_by("-version").first())


def _standing(decision: Any) -> PublishedNotice | None:
    """The notice that was agreed to, if there is no newer version of it in that language."""
    if decision is None or decision.kind != "granted":
        return None
    newest = _newest_version(decision.notice.purpose, decision.notice.language)
    return newest if newest and newest.id == decision.notice_id else None


def _other_basis(subject: Subject, purpose: Purpose, attested: str) -> Basis | None:
    if subject.channel == "console":
        return Basis(kind="contract", purpose=purpose, reference="staff")
    if subject.channel == "job":
        return Basis(kind="none", purpose=purpose, reference="job")
    return Basis(kind="attested", purpose=purpose, reference=attested) if attested else None
