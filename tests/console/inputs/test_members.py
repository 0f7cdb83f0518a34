"""Forms about people and keys."""

from datetime import timedelta

from console.inputs.members import InviteForm, KeyForm, RolesForm
from kit import clock
from tenants.types import ROLES


def test_every_role_can_be_ticked() -> None:
    assert [name for name, _ in RolesForm(groups=()).fields["roles"].choices] == list(ROLES)


def test_an_unknown_role_is_refused() -> None:
    assert "roles" in InviteForm({"email": "a@example.com", "roles": ["king"]}, groups=()).errors


def test_a_key_ends_after_its_days() -> None:
    data = {"name": "CRM", "scopes": ["chat.ask"], "legal_basis": "contract", "days": "30", "networks": "10.0.0.0/8\n"}
    form = KeyForm(data)
    assert form.is_valid(), form.errors
    values = form.values()
    assert timedelta(days=29) < values["expires_at"] - clock.now() <= timedelta(days=30)
    assert values["networks"] == ("10.0.0.0/8",)
