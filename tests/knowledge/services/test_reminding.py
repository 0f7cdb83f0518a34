"""When owners are reminded of a review, and that they are once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from kit import clock
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.services.reminding import is_due, last_mark, remind
from tests.cast import Person
from tests.stocked import Stock, stock

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("today", "mark"),
    [
        (DAY - timedelta(days=15), None),
        (DAY - timedelta(days=14), DAY - timedelta(days=14)),
        (DAY - timedelta(days=1), DAY - timedelta(days=14)),
        (DAY, DAY),
        (DAY + timedelta(days=6), DAY),
        (DAY + timedelta(days=7), DAY + timedelta(days=7)),
        (DAY + timedelta(days=20), DAY + timedelta(days=14)),
    ],
)
def test_two_weeks_before_on_the_day_and_then_every_week(today: date, mark: date | None) -> None:
    assert last_mark(DAY, today) == mark


def test_a_reminder_that_was_missed_is_made_up_for_once() -> None:
    late = DAY + timedelta(days=2)
    assert is_due(DAY, DAY - timedelta(days=14), late)
    assert not is_due(DAY, late, late + timedelta(days=1))
    assert is_due(DAY, late, DAY + timedelta(days=7))


@pytest.fixture
def owned(transactional_db: None, anna: Person) -> Stock:
    """A document that anna answers for, to be reviewed on the first of March."""
    held = stock(anna.tenant)
    with tenant_scope(anna.tenant.id):
        services.set_care(document_id=held.document_id, owner=anna.principal.id, review_on=DAY, by=anna.principal)
    return held


def reminded(anna: Person, at: date) -> int:
    with clock.freeze(datetime(at.year, at.month, at.day, 6, tzinfo=UTC)):
        with tenant_scope(anna.tenant.id):
            found = remind()
        run_due(anna.tenant.id)
    return found


@pytest.mark.usefixtures("owned")
def test_the_owner_gets_one_mail_that_names_the_document(anna: Person) -> None:
    assert reminded(anna, DAY) == 1
    [sent] = [each for each in mail.outbox if "2027-03-01" in str(each.body)]
    assert sent.to == [anna.email]
    assert reminded(anna, DAY) == 0
    assert reminded(anna, DAY + timedelta(days=7)) == 1


def test_a_new_day_reminds_anew(anna: Person, owned: Stock) -> None:
    reminded(anna, DAY)
    later = DAY + timedelta(days=1)
    with tenant_scope(anna.tenant.id):
        services.set_care(document_id=owned.document_id, owner=anna.principal.id, review_on=later, by=anna.principal)
    assert reminded(anna, DAY) == 1


@pytest.mark.usefixtures("owned")
def test_nobody_is_reminded_long_before(anna: Person) -> None:
    assert reminded(anna, DAY - timedelta(days=30)) == 0
