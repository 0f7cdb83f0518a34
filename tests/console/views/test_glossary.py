"""The tenant's own words, kept by hand and from a file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kit.scoping import tenant_scope
from knowledge.selectors import glossary
from tests.cast import Person
from tests.console.conftest import page, said


def test_a_word_is_added_shown_and_removed(english: Client, anna: Person) -> None:
    text = said(english, page("glossary"), {"term": "OA", "words": "钉钉、办公系统", "meaning": "The office system"})
    assert "钉钉, 办公系统" in text
    assert "The glossary already has" in said(english, page("glossary"), {"term": "OA", "words": "x"})
    with tenant_scope(anna.tenant.id):
        (entry,) = glossary()
    assert "No words yet" in said(english, page("remove_glossary_entry", glossary_entry_id=entry.id), {})


def test_a_file_is_taken_in_or_says_which_line_is_bad(english: Client, anna: Person) -> None:
    good, bad = (SimpleUploadedFile("g.csv", text.encode()) for text in ("年假,带薪假\n", "年假,带薪假\n孤词\n"))
    assert "1 entry was taken in." in said(english, page("import_glossary"), {"file": good})
    assert "Line 2 is no entry" in said(english, page("import_glossary"), {"file": bad})
    assert "Choose a file." in said(english, page("import_glossary"), {})


def test_a_member_reads_the_words_only_with_the_right(anna: Person, ben: Person) -> None:
    assert ben.client().post(page("glossary"), {"term": "OA", "words": "x"}).status_code in (403, 404)
