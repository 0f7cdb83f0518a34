import pytest
from django.db import DatabaseError

from config import clerk
from config.clerk import Job


def test_a_job_that_fails_does_not_keep_the_others_from_theirs(monkeypatch):
    done: list[str] = []

    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(clerk, "holds_lock", lambda: True)
    clerk.round_of([Job("full", 0, full), Job("next", 0, lambda: done.append("next"))])
    assert done == ["next"]


def test_a_database_that_is_away_ends_the_round(monkeypatch):
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(clerk, "holds_lock", lambda: True)
    with pytest.raises(DatabaseError):
        clerk.round_of([Job("away", 0, away)])


def test_a_job_waits_for_its_time(monkeypatch):
    runs: list[int] = []
    monkeypatch.setattr(clerk, "holds_lock", lambda: True)
    jobs = [Job("hourly", 3600, lambda: runs.append(1))]
    clerk.round_of(jobs)
    clerk.round_of(jobs)
    assert runs == [1]


def test_a_clerk_without_the_lock_stands_by(monkeypatch):
    runs: list[int] = []
    monkeypatch.setattr(clerk, "holds_lock", lambda: False)
    clerk.round_of([Job("any", 0, lambda: runs.append(1))])
    assert runs == []
