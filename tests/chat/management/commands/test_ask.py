"""`ask` runs one turn through everything, and prints what it rests on."""

import json
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import add_document, create_base
from tenants.types import TenantInfo
from tests.cast import job
from tests.chat.conftest import make_bot
from tests.knowledge.conftest import HANDBOOK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handbook(acorn: TenantInfo, settings: object, tmp_path: object) -> TenantInfo:
    """Acorn's HR bot has a real handbook in a real base."""
    with tenant_scope(acorn.id):
        base = create_base(slug="rules", name="Rules", by=job(acorn))
        add_document(base_id=base.id, name="员工手册.md", content=BytesIO(HANDBOOK.encode()), by=job(acorn))
    run_due(acorn.id)
    make_bot(acorn, base_ids=(base.id,))
    return acorn


def asked(*arguments: str) -> str:
    out = StringIO()
    call_command("ask", "--bot", "hr", "--tenant", "acorn", *arguments, stdout=out)
    return out.getvalue()


def test_the_answer_is_printed_with_its_citations(handbook: TenantInfo) -> None:
    printed = asked("年休假有多少天？")
    assert "十天年休假[1]" in printed
    assert "[1] 员工手册.md" in printed
    assert "answered" in printed


def test_json_is_one_object_with_the_names_of_the_api(handbook: TenantInfo) -> None:
    told = json.loads(asked("出差住宿每晚上限是多少？", "--json"))
    assert told["outcome"] == "answered"
    assert "四百五十元" in told["answer"]
    assert told["citations"][0]["quote"] in HANDBOOK
    assert told["aigc"]["label_text"]


def test_what_the_documents_do_not_say_is_said(handbook: TenantInfo) -> None:
    told = json.loads(asked("公司食堂的咖啡机是什么品牌？", "--json"))
    assert (told["outcome"], told["citations"]) == ("not_in_material", [])


def test_an_unknown_bot_is_said(acorn: TenantInfo) -> None:
    with pytest.raises(CommandError, match="bot_not_found"):
        asked("x")


def test_an_unknown_tenant_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="no_such_tenant"):
        call_command("ask", "x", "--bot", "hr", "--tenant", "nobody")
