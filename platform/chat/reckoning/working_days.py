"""Count working days with China's public holidays and the weekends that are worked instead."""

from datetime import date, timedelta

from chinese_calendar import is_workday

from chat.reckoning.errors import NoResult

FIRST, LAST = 2004, 2026
"""Years whose holidays are known; in any other year a result would be a guess."""
MOST = 1000


def works(day: date) -> bool:
    """Is it a working day? Raises NoResult for a year whose holidays have not been announced."""
    if not FIRST <= day.year <= LAST:
        raise NoResult(f"the holidays of {day.year} are not known")
    return bool(is_workday(day))


def after(day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it, where negative), `day` itself not counted."""
    if abs(count) > MOST:
        raise NoResult("too many working days")
    step, left = (1 if count > 0 else -1), abs(count)
    while left:
        day += timedelta(days=step)
        left -= works(day)
    return day


def between(first: date, last: date) -> int:
    """Working days from `first` to `last`, both counted."""
    if not 0 <= (last - first).days <= 2 * MOST:
        raise NoResult("the days are in the wrong order, or too far apart")
    return sum(works(first + timedelta(days=offset)) for offset in range((last - first).days + 1))
