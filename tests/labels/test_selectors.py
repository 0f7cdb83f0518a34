import pytest

from audit.services import record
from audit.types import event
from kit.ids import new_id
from kit.scoping import tenant_scope
from labels.errors import NoSuchContent
from labels.selectors import find
from labels.services import label_for
from tenants.services import create_tenant
from tests.labels.conftest import USCC

OPENED = event("tests.labelled_turn", says="A turn", keeps=("conversation", "model"), retention="content")


@pytest.fixture
def registered(db):
    return create_tenant(slug="star", name="Morning Star", uscc=USCC, app_code="A001")


@pytest.fixture
def nameless(db):
    return create_tenant(slug="dawn", name="Dawn")


def made(tenant, turn_id=None, language="zh-hans"):
    with tenant_scope(tenant.id):
        return label_for(tenant_id=tenant.id, turn_id=turn_id or new_id(), language=language)


def test_a_number_leads_back_to_conversation_model_and_time(registered):
    turn = new_id()
    with tenant_scope(registered.id):
        record(OPENED, actor="member:anna", turn_id=turn, data={"conversation": "c-1", "model": "extractive"})
        produced = find(label_for(tenant_id=registered.id, turn_id=turn, language="en").aigc["ProduceID"])
    assert produced.turn_id == turn
    assert produced.evidence[0].data == {"conversation": "c-1", "model": "extractive"}
    assert produced.at == produced.evidence[0].at


def test_another_tenants_number_leads_nowhere(registered, nameless):
    turn = new_id()
    with tenant_scope(registered.id):
        record(OPENED, actor="member:anna", turn_id=turn, data={})
    number = made(registered, turn).aigc["ProduceID"]
    with tenant_scope(nameless.id), pytest.raises(NoSuchContent):
        find(number)


@pytest.mark.parametrize(
    "number", ["", "HY", "HY.a.b", "XX.a.b", "somebody-elses-0001", "HY." + "a" * 26 + "." + "a" * 26]
)
def test_a_number_that_was_never_given_leads_nowhere(registered, number):
    with tenant_scope(registered.id), pytest.raises(NoSuchContent):
        find(number)
