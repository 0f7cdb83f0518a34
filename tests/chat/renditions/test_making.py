"""Summaries and translations from the first passage to the last."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from chat.errors import LeaseLost
from chat.renditions.job import Written
from chat.selectors import rendition
from chat.selectors.rendition_files import rendition_file
from chat.services import ask_rendition
from chat.services.renditions import add_parts
from chat.types import RenditionPart
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.selectors import versions
from knowledge.services import add_document
from moderation.services import add_entry
from tests.cast import Person, job
from tests.chat.renditions.made import TABLE, asked, subject_of
from tests.stocked import HANDBOOK, stock


def test_a_summary_without_a_model_is_word_for_word_and_cited(transactional_db: None, anna: Person) -> None:
    made = asked(anna, stock(anna.tenant))
    assert made.state == "ready", made.problem
    points = [part for part in made.parts if part.kind == "list_item"]
    assert any("10 天带薪年假" in part.text for part in points)
    assert all(part.citations and f"[{part.citations[0].n}]" in part.text for part in points)
    assert made.label
    assert made.aigc["ProduceID"]


def test_a_models_sentence_without_support_is_left_out(transactional_db: None, anna: Person, writes: Any) -> None:
    writes("员工满一年享有 10 天带薪年假[1]。员工还有 45 天的海外旅行假[1]。")
    made = asked(anna, stock(anna.tenant))
    text = "".join(part.text for part in made.parts)
    assert "10 天带薪年假" in text
    assert "45" not in text


def test_a_translation_keeps_headings_lists_and_tables(transactional_db: None, anna: Person, writes: Any) -> None:
    held = stock(anna.tenant, text=TABLE, name="fees.md")
    writes(*(["费用", "费用须在 30 天内支付。", "刷卡支付", "转账支付", "级别", "费用", "甲", "乙"] * 2))
    made = asked(anna, held, "translation")
    assert made.state == "ready", made.problem
    assert [part.kind for part in made.parts] == ["heading", "paragraph", "list_item", "list_item"] + ["table_row"] * 3
    rows = [part.cells for part in made.parts if part.cells]
    assert [row[1] for row in rows[1:]] == ["1200", "900"]
    document = Document(BytesIO(rendition_file(made, "docx")))
    assert [cell.text for cell in document.tables[0].rows[1].cells][1] == "1200"


def test_a_translation_that_loses_a_figure_says_so(transactional_db: None, anna: Person, writes: Any) -> None:
    held = stock(anna.tenant, text="Fees are due within 30 days.\n", name="fees.md")
    writes("费用须在 13 天内支付。", "费用须尽快支付。")
    assert [part.doubt for part in asked(anna, held, "translation").parts] == ["figures"]


def test_what_screening_stops_is_in_no_rendition(transactional_db: None, anna: Person, writes: Any) -> None:
    held = stock(anna.tenant, text="Fees are due.\n\nNothing else is.\n", name="fees.md")
    writes("谈谈紫藤鲸。", "此外没有。")
    with tenant_scope(anna.tenant.id):
        add_entry(kind="term", text="紫藤鲸", category="A.1.a", by=job(anna.tenant))
    made = asked(anna, held, "translation")
    assert [part.text for part in made.parts] == ["此外没有。"]
    assert made.kept_back == 1


def test_a_comparison_shows_both_documents_and_goes_into_a_file(transactional_db: None, anna: Person) -> None:
    held = stock(anna.tenant)
    with tenant_scope(anna.tenant.id):
        text = HANDBOOK.replace("10 天", "12 天").encode()
        other = add_document(base_id=held.base_id, name="new.md", content=BytesIO(text), by=anna.principal)
    run_due(anna.tenant.id)
    made = asked(anna, held, "comparison", other=other.id)
    assert [part.doubt for part in made.parts] == ["differ"]
    document = Document(BytesIO(rendition_file(made, "docx")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["员工手册.md", "new.md"]
    assert "12 天" in rows[1][1]


def test_markdown_keeps_the_table_and_its_bars(transactional_db: None, anna: Person, writes: Any) -> None:
    held = stock(anna.tenant, text=TABLE, name="fees.md")
    writes(*(["费用", "费用须在 30 天内支付。", "刷卡支付", "转账支付", "级别", "费用", "甲|乙", "丙"] * 2))
    text = rendition_file(asked(anna, held, "translation"), "md").decode()
    assert "# 费用" in text
    assert "| 级别 | 费用 |\n| --- | --- |\n| 甲\\|乙 | 1200 |" in text


def test_a_step_that_another_worker_has_written_is_not_written_twice(transactional_db: None, anna: Person) -> None:
    held, subject = stock(anna.tenant), subject_of(anna)
    with tenant_scope(anna.tenant.id):
        version = versions(held.document_id, principal=anna.principal)[0]
        made = ask_rendition(version_id=version.id, kind="summary", language="en", subject=subject, by=anna.principal)
        written = Written(parts=(RenditionPart(kind="paragraph", text="Once."),))
        add_parts(rendition_id=made.id, step=0, written=written, total=2)
        with pytest.raises(LeaseLost):
            add_parts(rendition_id=made.id, step=0, written=written, total=2)
        assert len(rendition(made.id, subject=subject, principal=anna.principal).parts) == 1
