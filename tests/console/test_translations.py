"""Whatever a person may read exists in Chinese: every sentence of every app, and nothing untranslated in a template."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils import translation

ROOT = Path(settings.ROOT)
SOURCES = sorted(path for path in (ROOT / "platform").rglob("*.py") if "/migrations/" not in str(path))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}
SAME = {"REST", "English", "%(n)s", "vLLM"}
"""What both languages write alike."""


def sentences(path: Path) -> set[str]:
    """The literal arguments of translating calls, and the sentences of audit events."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        says = [each.value for each in node.keywords if each.arg == "says"] if name == "event" else []
        given = [*says, *(node.args[:1] if name in CALLS else [])]
        found |= {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return found


def untranslated(texts: set[str]) -> list[str]:
    with translation.override("zh-hans"):
        return sorted(each for each in texts if each and each not in SAME and translation.gettext(each) == each)


@pytest.mark.parametrize("app", sorted({path.relative_to(ROOT / "platform").parts[0] for path in SOURCES}))
def test_every_sentence_of_an_app_is_there_in_chinese(app: str) -> None:
    texts = {text for path in SOURCES if path.is_relative_to(ROOT / "platform" / app) for text in sentences(path)}
    assert untranslated(texts) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", path.read_text(), flags=re.S)
    text = re.sub(r"\{% block (?:body_width|body_class|card_class) %\}.*?\{% endblock %\}", "", text)
    text = re.sub(r"<(script|style|pre|code)\b.*?</\1>", "", text, flags=re.S)
    tokens = Lexer(text).tokenize()
    plain = "".join(token.contents for token in tokens if token.token_type == TokenType.TEXT)
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>|&\w+;", " ", re.sub(r'"[^"]*"', '""', plain)))
    assert sorted(set(words) - {"SHA", "beian", "cac", "gov", "English", "Ctrl"}) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_sentence_of_a_template_is_there_in_chinese(path: Path) -> None:
    text = path.read_text()
    quoted = re.findall(r"""(?:translate|_\()\s*(?:"([^"]+)"|'([^']+)')""", text)
    assert untranslated({one or other for one, other in quoted}) == []
