"""Adding, changing and removing a tenant's models."""

from dataclasses import replace
from uuid import UUID

import pytest

from gateway.errors import BadModel, NoSuchModel
from gateway.models import ModelCard
from gateway.selectors import card, cards
from gateway.services import delete_model, save_model, switch_model
from gateway.services.models import ModelFields, endpoint_of
from kit.http import AddressRefused
from kit.ids import new_id
from kit.scoping import tenant_scope
from tenants.errors import MayNot
from tenants.types import Principal

GLM = ModelFields(name="GLM", vendor="vllm", model="glm-4-9b", base_url="https://93.184.216.34/v1", key="k-secret")


def test_a_key_is_kept_encrypted_and_never_shown(in_acorn: UUID, anna: Principal) -> None:
    saved = save_model(fields=GLM, by=anna)
    row = ModelCard.objects.get(id=saved.id)
    assert "k-secret" not in row.sealed_key
    assert saved.has_key
    assert "k-secret" not in repr(saved) + repr(endpoint_of(saved.id))
    assert endpoint_of(saved.id).key == "k-secret"


def test_a_changed_connection_must_be_tested_again(in_acorn: UUID, anna: Principal) -> None:
    saved = save_model(fields=GLM, by=anna)
    ModelCard.objects.filter(id=saved.id).update(state="ready", capabilities={"streaming": True})
    same = save_model(
        fields=ModelFields(name="GLM 4", vendor="vllm", model="glm-4-9b", base_url=GLM.base_url),
        by=anna,
        card_id=saved.id,
    )
    assert (same.state, same.has_key) == ("ready", True)
    other = save_model(
        fields=ModelFields(name="GLM 4", vendor="vllm", model="glm-5", base_url=GLM.base_url), by=anna, card_id=saved.id
    )
    assert (other.state, other.capabilities.streaming) == ("unprobed", None)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/v1", "http://169.254.169.254/latest", "http://10.0.0.8/v1", "file:///etc/passwd"]
)
def test_an_address_inside_is_refused(in_acorn: UUID, anna: Principal, address: str) -> None:
    with pytest.raises(AddressRefused):
        save_model(fields=ModelFields(name="x", vendor="vllm", model="m", base_url=address), by=anna)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"vendor": "nobody"}, "vendor"),
        ({"vendor": "extractive"}, "vendor"),
        ({"vendor": "glm", "location": "private"}, "location"),
        ({"location": "local"}, "location"),
        ({"model": ""}, "model"),
        ({"parallel": 0}, "parallel"),
        ({"base_url": "https://93.184.216.34/v1?key=1"}, "base_url"),
    ],
)
def test_a_card_that_makes_no_sense_names_the_field(
    in_acorn: UUID, anna: Principal, changes: dict[str, object], field: str
) -> None:
    values = {"name": "x", "vendor": "vllm", "model": "m", "base_url": "https://93.184.216.34/v1"} | changes
    with pytest.raises(BadModel) as caught:
        save_model(fields=ModelFields(**values), by=anna)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_two_models_may_not_share_a_name(in_acorn: UUID, anna: Principal) -> None:
    save_model(fields=GLM, by=anna)
    with pytest.raises(BadModel):
        save_model(fields=ModelFields(name="glm", vendor="vllm", model="m", base_url=GLM.base_url), by=anna)


def test_a_model_can_be_switched_off_and_removed(in_acorn: UUID, anna: Principal) -> None:
    saved = save_model(fields=GLM, by=anna)
    assert switch_model(card_id=saved.id, on=False, by=anna).state == "off"
    delete_model(card_id=saved.id, by=anna)
    with pytest.raises(NoSuchModel):
        card(saved.id)


@pytest.mark.django_db(transaction=True)
def test_another_tenant_sees_none_of_it(acorn: UUID, anna: Principal) -> None:
    with tenant_scope(acorn):
        saved = save_model(fields=GLM, by=anna)
    with tenant_scope(new_id()):
        assert saved.id not in {each.id for each in cards()}
        for act in (
            lambda: card(saved.id),
            lambda: endpoint_of(saved.id),
            lambda: delete_model(card_id=saved.id, by=anna),
        ):
            with pytest.raises(NoSuchModel):
                act()


def test_a_kept_key_never_goes_to_another_server(in_acorn: UUID, anna: Principal) -> None:
    saved = save_model(fields=GLM, by=anna)
    elsewhere = ModelFields(name="GLM", vendor="vllm", model="glm-4-9b", base_url="https://93.184.216.35/v1")
    with pytest.raises(BadModel) as caught:
        save_model(fields=elsewhere, by=anna, card_id=saved.id)
    assert caught.value.details["field"] == "key"
    assert save_model(fields=replace(elsewhere, key="another"), by=anna, card_id=saved.id).has_key


def test_who_may_not_write_models_changes_no_card(in_acorn: UUID, anna: Principal) -> None:
    auditor = replace(anna, roles=frozenset({"auditor"}))
    saved = save_model(fields=GLM, by=anna)
    with pytest.raises(MayNot):
        save_model(fields=GLM, by=auditor)
    with pytest.raises(MayNot):
        switch_model(card_id=saved.id, on=False, by=auditor)
    with pytest.raises(MayNot):
        delete_model(card_id=saved.id, by=auditor)
