import json
import re

import pytest

from kit.ids import new_id
from kit.scoping import tenant_scope
from labels.adapters.record import dump
from labels.services import label_for
from tenants.services import create_tenant
from tests.labels.conftest import USCC


@pytest.fixture
def registered(db):
    return create_tenant(slug="star", name="Morning Star", uscc=USCC, app_code="A001")


def made(tenant, turn_id=None, language="zh-hans"):
    with tenant_scope(tenant.id):
        return label_for(tenant_id=tenant.id, turn_id=turn_id or new_id(), language=language)


def test_the_record_has_the_seven_keys_in_their_order_and_plain_values(registered):
    text = dump(made(registered).aigc)
    assert list(json.loads(text)) == [
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    ]  # fmt: skip
    assert re.fullmatch(r"[\x21-\x7e]+", text)
    assert "\\" not in text
