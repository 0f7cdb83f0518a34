"""Working days are those of the announced calendar; a year without one is not guessed."""

from datetime import date

import pytest

from chat.reckoning import working_days
from chat.reckoning.errors import NoResult


def test_a_holiday_is_none_and_a_worked_weekend_is_one() -> None:
    assert (working_days.works(date(2026, 10, 1)), working_days.works(date(2026, 10, 10))) == (False, True)


def test_it_counts_backwards_too() -> None:
    assert working_days.after(date(2026, 10, 8), -1) == date(2026, 9, 30)


def test_a_year_without_announced_holidays_is_not_guessed() -> None:
    with pytest.raises(NoResult, match="2027"):
        working_days.works(date(2027, 5, 4))
