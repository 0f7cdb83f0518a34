from django.db import DatabaseError

from config import health
from kit.roles import acting_as


def test_everything_is_well(client, transactional_db):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert set(answer.json()["parts"]) == {"database", "broker", "evidence", "files", "local_model"}


def test_evidence_that_is_not_sealed_in_time_is_503(client, transactional_db, monkeypatch):
    monkeypatch.setattr(health, "seal_lag", lambda: 11.0)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["evidence"]["state"] == "behind"


def test_a_role_that_owns_the_tables_is_503(transactional_db):
    with acting_as("owner"):
        assert health.database()["ok"] is False


def test_a_full_disk_is_503(client, transactional_db, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_MB", 10**9)
    assert client.get("/healthz").status_code == 503


def test_a_database_that_is_away_is_503_and_named(client, transactional_db, monkeypatch):
    def away() -> health.Part:
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "database", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"]["ok"] is False
    assert answer.json()["parts"]["evidence"]["state"] == "unknown"


def test_an_absent_broker_degrades_and_does_not_fail(client, transactional_db, settings):
    settings.CACHE_URL = "unix:///nowhere/valkey.sock"
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert "outbox" in answer.json()["parts"]["broker"]["state"]
