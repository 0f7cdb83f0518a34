"""Making and revoking API keys."""

from datetime import timedelta
from typing import Any

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit import clock
from kit.errors import Invalid
from tenants.errors import AboveOwnRights, BadKey, MayNot, UnknownScope
from tenants.selectors import authenticate_key, keys
from tenants.services import create_key, revoke_key
from tenants.types import NewKey
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna", "ben", "in_acorn")]


def made(by: Person, **changed: Any) -> NewKey:
    fields = {"name": "CRM", "scopes": ["chat.ask"], "legal_basis": "contract"}
    fields |= {"expires_at": clock.now() + timedelta(days=30)} | changed
    return create_key(by=by.principal, **fields)


def test_a_key_names_its_tenant_and_is_shown_once(anna: Person) -> None:
    new = made(anna)
    assert new.raw.startswith(f"hy_live_{anna.tenant.public_id}_")
    assert new.raw not in repr(new)
    assert [(one.name, one.hint) for one in keys()] == [("CRM", new.raw[-4:])]


def test_two_keys_share_nothing(anna: Person) -> None:
    secrets = {made(anna).raw.rpartition("_")[2] for _ in range(50)}
    assert len(secrets) == 50
    assert {len(one) for one in secrets} == {48}


def test_a_revoked_key_is_refused_at_once(anna: Person) -> None:
    new = made(anna)
    revoke_key(key_id=new.info.id, by=anna.principal)
    with pytest.raises(BadKey):
        authenticate_key(new.raw)


def test_making_a_key_is_on_record_without_its_secret(anna: Person) -> None:
    new = made(anna)
    newest = entries(Filters(event="tenants.key_created")).entries[0]
    assert newest.data["scopes"] == ["chat.ask"]
    assert new.raw.rpartition("_")[2] not in str(newest)


def test_a_plain_member_makes_no_key(ben: Person) -> None:
    with pytest.raises(MayNot):
        made(ben)


def test_a_key_without_scopes_is_refused(anna: Person) -> None:
    with pytest.raises(UnknownScope):
        made(anna, scopes=[])


def test_a_key_with_more_than_its_makers_rights_is_refused(anna: Person) -> None:
    with pytest.raises(AboveOwnRights):
        made(anna, scopes=["audit.unmask"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("legal_basis", " "), ("networks", ["10.0.0.0/33"]), ("expires_at", clock.now() - timedelta(days=1))],
)
def test_a_field_that_does_not_fit_is_named(anna: Person, field: str, value: object) -> None:
    with pytest.raises(Invalid) as caught:
        made(anna, **{field: value})
    assert caught.value.field == field
