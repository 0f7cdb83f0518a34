"""Values of the desk."""

from datetime import date

from desk.types import LISTED, REASONS, Share


def test_a_day_without_questions_has_no_share() -> None:
    assert Share(day=date(2026, 11, 22), asked=0, unanswered=0).share == 0.0
    assert Share(day=date(2026, 11, 22), asked=4, unanswered=1).share == 0.25


def test_what_is_listed_waits_for_somebody() -> None:
    assert LISTED == ("open", "waiting")
    assert "" not in REASONS
