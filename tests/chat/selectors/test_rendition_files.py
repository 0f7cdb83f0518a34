"""A rendition as a file."""

from typing import Any

import pytest

from audit.selectors import turn_evidence
from chat.renditions.files import rendition_file
from kit.scoping import tenant_scope
from labels.selectors import find, record_in
from tests.cast import Person
from tests.chat.renditions.made import TABLE, asked
from tests.stocked import stock


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_its_label_leads_to_its_evidence(transactional_db: None, anna: Person, kind: str) -> None:
    made = asked(anna, stock(anna.tenant))
    content = rendition_file(made, kind)
    record = record_in(content, kind=kind)
    assert record is not None
    with tenant_scope(anna.tenant.id):
        assert find(record["ProduceID"]).turn_id == made.id
        assert [entry.event for entry in turn_evidence(made.id)] == ["chat.rendition_asked", "chat.rendition_ended"]


def test_markdown_keeps_the_table_and_its_bars(transactional_db: None, anna: Person, writes: Any) -> None:
    held = stock(anna.tenant, text=TABLE, name="fees.md")
    writes(*(["费用", "费用须在 30 天内支付。", "刷卡支付", "转账支付", "级别", "费用", "甲|乙", "丙"] * 2))
    text = rendition_file(asked(anna, held, "translation"), "md").decode()
    assert "# 费用" in text
    assert "| 级别 | 费用 |\n| --- | --- |\n| 甲\\|乙 | 1200 |" in text
