"""Every sentence of this app and of the sign-in pages is there in Chinese."""

import re

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tenants import errors, events
from tests.architecture.tree import ROOT

HAN = re.compile(r"[一-鿿]")
MARKED = re.compile(r"{% translate [\"'](.*?)[\"'] ?(?:as \w+ )?%}")


def sentences() -> set[str]:
    said = {str(one.says) for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "says")}
    recorded = {str(one.says) for one in vars(events).values() if hasattr(one, "says")}
    return said | recorded


def on_pages() -> set[str]:
    pages = [path for folder in ("account", "mfa", "email") for path in (ROOT / "templates" / folder).rglob("*.*")]
    return {text for path in pages for text in MARKED.findall(path.read_text(encoding="utf-8"))}


def test_every_sentence_is_translated() -> None:
    with translation.override("en"):
        english = sentences() | on_pages()
    with translation.override("zh-hans"):
        assert sorted(text for text in english if not HAN.search(gettext(text))) == []


@pytest.mark.django_db
def test_the_sign_in_page_speaks_the_readers_language(client: Client) -> None:
    chinese = client.get("/account/login/", headers={"Accept-Language": "zh-hans"}).content.decode()
    english = client.get("/account/login/", headers={"Accept-Language": "en"}).content.decode()
    assert "忘记密码？" in chinese
    assert "Forgot your password?" in english
