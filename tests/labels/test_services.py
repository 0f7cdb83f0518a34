import json
import re

import pytest

from audit.services import record
from audit.types import event
from kit.ids import new_id
from kit.scoping import tenant_scope
from labels.adapters.record import dump, provider_code
from labels.errors import CannotMark, NoSuchContent, NoSuchFormat
from labels.selectors import find, record_in
from labels.services import FORMATS, TEXTS, label_for, mark_file
from tenants.services import create_tenant
from tests.labels.conftest import USCC

OPENED = event("tests.labelled_turn", says="A turn", keeps=("conversation", "model"), retention="content")
PROVIDER = re.compile(r"^0011[0-9A-HJ-NPQRTUWXY]{18}[12][0-9A-Za-z]{4}$")


@pytest.fixture
def registered(db):
    return create_tenant(slug="star", name="Morning Star", uscc=USCC, app_code="A001")


@pytest.fixture
def nameless(db):
    return create_tenant(slug="dawn", name="Dawn")


def made(tenant, turn_id=None, language="zh-hans"):
    with tenant_scope(tenant.id):
        return label_for(tenant_id=tenant.id, turn_id=turn_id or new_id(), language=language)


def test_the_chinese_sentence_has_the_elements_that_the_standard_asks_for():
    assert re.search(r"(人工智能|AI).{0,6}(生成|合成)", TEXTS["zh-hans"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-hans", "内容由AI生成，仅供参考"),
        ("en-GB", "AI-generated content, for reference only"),
        ("fr", "内容由AI生成，仅供参考"),
    ],
)
def test_the_sentence_follows_the_language_of_the_text(registered, language, text):
    assert made(registered, language=language).text == text


def test_the_record_has_the_seven_keys_in_their_order_and_plain_values(registered):
    text = dump(made(registered).aigc)
    assert list(json.loads(text)) == [
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    ]  # fmt: skip
    assert re.fullmatch(r"[\x21-\x7e]+", text)
    assert "\\" not in text


def test_a_registered_tenant_has_the_27_characters_of_its_own_code(registered):
    code = made(registered).aigc["ContentProducer"]
    assert code == f"0011{USCC}1A001"
    assert len(code) == 27
    assert PROVIDER.fullmatch(code)


def test_the_code_of_the_guide_is_reproduced():
    assert provider_code("91110102MAD55U9H0F", role="1", app_code="0002") == "001191110102MAD55U9H0F10002"


@pytest.mark.parametrize("wrong", ["", "91110102MAD55U9H0E", "91110102MAD55U9H0", "I1110102MAD55U9H0F"])
def test_without_a_valid_credit_code_the_stand_in_cannot_be_mistaken_for_one(wrong):
    code = provider_code(wrong, role="1", app_code="0001")
    assert code.startswith("DEMO-NO-USCC")
    assert not PROVIDER.fullmatch(code)


def test_a_tenant_without_credit_code_still_has_a_complete_record(nameless):
    assert dump(made(nameless).aigc)


def test_numbers_are_unique_and_of_the_agreed_form(registered):
    numbers = {made(registered).aigc["ProduceID"] for _ in range(50)}
    assert len(numbers) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{16,64}", number) for number in numbers)


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


def test_a_kind_that_nobody_can_mark_is_refused(label):
    with pytest.raises(NoSuchFormat):
        mark_file(b"", kind="exe", label=label)
    with pytest.raises(NoSuchFormat):
        record_in(b"", kind="exe")


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"html"}))
def test_a_broken_file_is_refused_with_a_sentence(kind, label):
    with pytest.raises(CannotMark):
        mark_file(b"\xff\xfe broken", kind=kind, label=label)
