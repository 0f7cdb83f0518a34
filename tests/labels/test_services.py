import re

import pytest

from kit.ids import new_id
from kit.scoping import tenant_scope
from labels.adapters.record import dump
from labels.errors import CannotMark, NoSuchFormat
from labels.selectors import record_in
from labels.services import FORMATS, TEXTS, label_for, mark_file
from tenants.services import create_tenant
from tests.labels.conftest import USCC

PROVIDER = re.compile(r"^0011[0-9A-HJ-NPQRTUWXY]{18}[12][0-9A-Za-z]{4}$")

HTML = "<!doctype html>\r\n<html><head><title>T</title></head>\n<body class='x'><h1>标题</h1></body></html>".encode()


MARKDOWN = b"---\ntitle: Report\ntags: [a, b]\n---\n\n# Heading\n\nText.\n"


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


def test_a_registered_tenant_has_the_27_characters_of_its_own_code(registered):
    code = made(registered).aigc["ContentProducer"]
    assert code == f"0011{USCC}1A001"
    assert len(code) == 27
    assert PROVIDER.fullmatch(code)


def test_a_tenant_without_credit_code_still_has_a_complete_record(nameless):
    assert dump(made(nameless).aigc)


def test_numbers_are_unique_and_of_the_agreed_form(registered):
    numbers = {made(registered).aigc["ProduceID"] for _ in range(50)}
    assert len(numbers) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{16,64}", number) for number in numbers)


def test_a_kind_that_nobody_can_mark_is_refused(label):
    with pytest.raises(NoSuchFormat):
        mark_file(b"", kind="exe", label=label)
    with pytest.raises(NoSuchFormat):
        record_in(b"", kind="exe")


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"html"}))
def test_a_broken_file_is_refused_with_a_sentence(kind, label):
    with pytest.raises(CannotMark):
        mark_file(b"\xff\xfe broken", kind=kind, label=label)


@pytest.mark.parametrize(("kind", "content"), [("html", HTML), ("md", MARKDOWN), ("txt", b"text")])
def test_a_second_mark_adds_nothing(label, kind, content):
    once = mark_file(content, kind=kind, label=label)
    assert mark_file(once, kind=kind, label=label) == once


@pytest.mark.parametrize("kind", ["html", "md", "txt"])
def test_a_file_without_record_has_none(kind):
    assert record_in(b"just text", kind=kind) is None
