"""What a start-up check of sign-in refuses; that of the database's roles is in the architecture tests."""

from typing import Any

import pytest
from django.db import OperationalError

from tenants import checks


def test_the_present_settings_pass() -> None:
    assert checks.sign_in_is_strict(None) == []


def test_another_adapter_is_refused(settings: Any) -> None:
    settings.ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"
    assert [one.id for one in checks.sign_in_is_strict(None)] == ["tenants.C002"]


def test_a_session_that_outlives_idleness_is_refused(settings: Any) -> None:
    settings.SESSION_SAVE_EVERY_REQUEST = False
    assert [one.id for one in checks.sign_in_is_strict(None)] == ["tenants.C002"]


def test_a_database_that_is_away_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(alias: str) -> list[str]:
        raise OperationalError

    monkeypatch.setattr(checks, "unfit_role", away)
    assert [one.id for one in checks.roles_are_bound_by_policies(None)] == ["tenants.W001"]
