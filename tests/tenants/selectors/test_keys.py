"""Finding out who calls with an API key."""

from datetime import timedelta
from uuid import UUID

import pytest

from kit import clock
from kit.ids import encode_id
from kit.scoping import tenant_scope
from tenants.errors import BadKey
from tenants.models import ApiKey, Tenant
from tenants.selectors import authenticate_key
from tests.cast import Person

pytestmark = pytest.mark.django_db


def change(person: Person, **fields: object) -> None:
    with tenant_scope(person.tenant.id):
        ApiKey.objects.update(**fields)


def test_a_key_leads_to_its_tenant_scopes_and_basis(anna: Person, anna_key: str) -> None:
    found = authenticate_key(anna_key)
    assert (found.principal.tenant_id, found.principal.kind) == (anna.tenant.id, "key")
    assert found.principal.may("chat.ask")
    assert not found.principal.may("audit.unmask")
    assert found.legal_basis == "contract"


NOBODY = encode_id(UUID(int=7 << 80))


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "hy_live_",
        "hy_live__x",
        "sk-123",
        f"hy_live_{NOBODY}_00",
        "hy_live_" + "a" * 26 + "_x",
        "hy_live_\x00_x",
        f"hy_live_{NOBODY}",
    ],
)
def test_nonsense_is_a_bad_key(db: None, raw: str) -> None:
    with pytest.raises(BadKey):
        authenticate_key(raw)


def test_a_secret_opens_its_own_tenant_only(anna_key: str, cleo: Person, cleo_key: str) -> None:
    secret = anna_key.rpartition("_")[2]
    with pytest.raises(BadKey):
        authenticate_key(f"hy_live_{cleo.tenant.public_id}_{secret}")


def test_an_expired_key_is_refused(anna: Person, anna_key: str) -> None:
    change(anna, expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(BadKey):
        authenticate_key(anna_key)


@pytest.mark.parametrize(
    ("address", "fits"), [("10.1.2.3", True), ("11.0.0.1", False), ("", False), ("nonsense", False)]
)
def test_a_key_with_networks_works_from_them_only(anna: Person, anna_key: str, address: str, fits: bool) -> None:
    change(anna, networks=["10.0.0.0/8"])
    if fits:
        assert authenticate_key(anna_key, address=address)
    else:
        with pytest.raises(BadKey):
            authenticate_key(anna_key, address=address)


def test_a_suspended_tenants_keys_are_refused(anna: Person, anna_key: str) -> None:
    with tenant_scope(anna.tenant.id):
        Tenant.objects.update(suspended_at=clock.now())
    with pytest.raises(BadKey):
        authenticate_key(anna_key)


def test_the_last_use_is_noted_to_the_minute(anna: Person, anna_key: str) -> None:
    moments = []
    for seconds in (0, 30, 90):
        with clock.freeze(clock.now() + timedelta(seconds=seconds)):
            authenticate_key(anna_key)
        with tenant_scope(anna.tenant.id):
            moments.append(ApiKey.objects.get().last_used_at)
    assert moments[0] == moments[1] < moments[2]
