"""A caller names its people freely, and never another key or what cannot be stored."""

import pytest

from kit.errors import Invalid
from kit.ids import new_id
from rest.inputs.subjects import named_subject, subject_of
from tenants.types import KeyPrincipal, Principal

TENANT = new_id()
KEY = Principal(tenant_id=TENANT, kind="key", id=new_id(), name="OA")


@pytest.mark.parametrize("user", ["key:01890000", "", "  ", "a\0b", "a\ud83d", "u" * 201])
def test_a_name_that_is_none_is_refused(user: str) -> None:
    with pytest.raises(Invalid) as refused:
        named_subject(TENANT, user)
    assert (refused.value.field, refused.value.status) == ("user", 400)


def test_who_names_nobody_asks_for_itself() -> None:
    who = KeyPrincipal(principal=KEY, key_id=KEY.id, legal_basis="contract")
    assert subject_of(who, "").ref == f"api:key:{KEY.id}"
    assert subject_of(who, "zhang").ref == "api:zhang"
