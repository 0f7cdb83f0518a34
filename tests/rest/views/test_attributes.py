"""Attributes over the API: read, vouched for with a question, and asked back."""

import pytest

from kit.scoping import tenant_scope
from tenants.services import save_attribute


@pytest.fixture
def city(anna, handbook):
    with tenant_scope(anna.tenant.id):
        values = [["上海", "Shanghai"], ["北京"]]
        return save_attribute(name="city", label="城市", label_en="City", values=values, by=anna.principal)


def ask(api, **body):
    return api.post("/api/v1/turns", json={"bot": "leave", "question": "年假有几天？", "user": "u1"} | body)


def test_a_caller_reads_what_it_may_send(api, city):
    (item,) = api.get("/api/v1/attributes").json()["items"]
    assert item == {
        "name": "city",
        "label": "城市",
        "label_en": "City",
        "values": [["上海", "Shanghai"], ["北京"]],
        "may_ask": True,
    }


def test_what_the_key_vouches_for_is_known(api, city):
    answer = ask(api, attributes={"city": "shanghai"}).json()
    assert answer["known"] == [{"attribute": "city", "value": "上海", "source": "attested"}]
    assert answer["choices"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [({"shoe": "43"}, "attribute_unknown"), ({"city": "Mars"}, "attribute_value_unknown")],
)
def test_what_the_tenant_does_not_know_is_an_error(api, city, given, code):
    refused = ask(api, attributes=given)
    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_attributes_of_another_shape_are_an_error(api, city):
    assert ask(api, attributes=["city"]).status_code == 400


def test_what_was_said_comes_as_said(api, city):
    answer = ask(api, question="我在上海，年假有几天？").json()
    assert answer["known"] == [{"attribute": "city", "value": "上海", "source": "said"}]


def test_the_same_key_with_other_attributes_is_another_request(api, city):
    headers = {"Idempotency-Key": "once-and-again"}
    body = {"bot": "leave", "question": "年假有几天？", "user": "u1"}
    api.post("/api/v1/turns", json=body | {"attributes": {"city": "上海"}}, headers=headers)
    again = api.post("/api/v1/turns", json=body | {"attributes": {"city": "北京"}}, headers=headers)
    assert again.status_code == 422
