"""Shares by day and week in the tenant's zone, hits per document and passage, and what is never found."""

import io
from datetime import date, timedelta

from chat.selectors import bot
from desk.models import Counted
from desk.selectors import figures
from desk.selectors.figures import by_week
from desk.services import rate
from desk.types import Figures, Share
from kit import clock
from kit.roles import acting_as
from knowledge.services import add_document, delete_document
from tests.cast import Person, job
from tests.desk.conftest import KNOWN, UNKNOWN, Desk, subject_of

TODAY = clock.now().date() + timedelta(days=1)


def read(desk: Desk, **values: object) -> Figures:
    usual = {"first": TODAY - timedelta(days=8), "last": TODAY, "reader": job(desk.tenant)}
    found: Figures = desk.unit(figures, **(usual | values))
    return found


def test_the_share_of_a_day_and_every_day_of_the_period(desk: Desk, anna: Person) -> None:
    for question in (KNOWN, UNKNOWN, KNOWN, KNOWN):
        desk.ask(anna, question)
    desk.work()
    found = read(desk)
    assert len(found.shares) == 9
    assert (found.asked, found.unanswered) == (4, 1)
    assert max(each.share for each in found.shares) == 0.25


def test_the_share_falls_as_questions_are_answered(desk: Desk, anna: Person) -> None:
    """Last week half was missing, this week nothing."""
    for question in (KNOWN, UNKNOWN, KNOWN, KNOWN):
        desk.ask(anna, question)
    desk.work()
    rows = desk.unit(lambda: list(Counted.objects.order_by("asked_at").values_list("id", flat=True)))
    with acting_as("owner"):  # the application may not change what was counted
        Counted.objects.filter(id__in=rows[:2]).update(asked_at=clock.now() - timedelta(days=7))
    shares = [each.share for each in read(desk, step="week").shares if each.asked]
    assert shares == [0.5, 0.0]


def test_weeks_begin_on_monday() -> None:
    days = [Share(day=date(2026, 11, 20) + timedelta(days=n), asked=1, unanswered=n % 2) for n in range(5)]
    weeks = by_week(days)
    assert [(each.day, each.asked, each.unanswered) for each in weeks] == [
        (date(2026, 11, 16), 3, 1),
        (date(2026, 11, 23), 2, 1),
    ]


def test_documents_are_counted_and_those_never_found_are_listed(desk: Desk, anna: Person) -> None:
    content = io.BytesIO("# 停车\n\n访客停车每小时五元。\n".encode())
    by = job(desk.tenant)
    desk.unit(add_document, base_id=desk.stock.base_id, name="停车.md", content=content, by=by)
    desk.work()
    assert {each.name for each in read(desk).never} == {"员工手册.md", "停车.md"}
    desk.ask(anna, KNOWN)
    desk.work()
    found = read(desk)
    assert found.documents[0].name == "员工手册.md"
    assert found.documents[0].cited >= 1
    assert found.passages[0].cited >= 1
    desk.unit(delete_document, document_id=desk.stock.document_id, by=by)
    assert "员工手册.md" not in {each.name for each in (*read(desk).documents, *read(desk).never)}
    assert all(each.document_id != desk.stock.document_id for each in read(desk).passages)


def test_figures_of_one_bot_are_its_own(desk: Desk, anna: Person) -> None:
    desk.ask(anna, UNKNOWN)
    desk.work()
    assert read(desk, bot_id=desk.unit(bot, desk.stock.customers_bot).id).asked == 0
    assert read(desk, bot_id=desk.unit(bot, desk.stock.bot).id).asked == 1


def test_ratings_are_counted_by_reason(desk: Desk, anna: Person) -> None:
    turn, _ = desk.ask(anna, KNOWN)
    desk.unit(rate, turn_id=turn, subject=subject_of(anna), by=anna.principal, verdict="bad", reason="half")
    found = read(desk)
    assert (found.good, found.bad, found.reasons) == (0, 1, {"half": 1})
