"""Summaries and translations in the console."""

from django.test import Client

from kit.outbox import run_due
from tests.cast import Person
from tests.console.conftest import page, said
from tests.stocked import Stock


def test_a_summary_is_asked_for_made_and_taken_along(english: Client, anna: Person, handbook: Stock) -> None:
    answer = english.post(
        page("renditions", document_id=handbook.document_id), {"kind": "summary", "language": "zh-hans"}
    )
    address = answer["Location"]
    assert "It is being made" in english.get(address).content.decode()
    run_due(anna.tenant.id)
    text = english.get(address).content.decode()
    assert "10 天带薪年假" in text
    assert 'class="cite"' in text
    file = english.get(f"{address}docx")
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content[:2] == b"PK"
    assert "Ready" in english.get(page("renditions", document_id=handbook.document_id)).content.decode()
    assert "It is deleted." in said(english, f"{address}delete/")


def test_a_translation_without_a_model_says_what_is_missing(english: Client, handbook: Stock) -> None:
    form = {"kind": "translation", "language": "en"}
    assert "needs a language model" in said(english, page("renditions", document_id=handbook.document_id), form)


def test_an_unknown_kind_of_file_is_not_there(english: Client, anna: Person, handbook: Stock) -> None:
    answer = english.post(page("renditions", document_id=handbook.document_id), {"kind": "summary", "language": "en"})
    run_due(anna.tenant.id)
    assert english.get(f"{answer['Location']}exe").status_code == 400
