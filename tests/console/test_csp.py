"""One strict policy, and nothing in a template or a script that would need a weaker one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

ROOT = Path(settings.ROOT)
TEMPLATES = sorted((ROOT / "templates" / "console").rglob("*.html"))
SCRIPTS = sorted((ROOT / "platform" / "console" / "static" / "console").glob("*.js"))


@pytest.mark.django_db
def test_every_page_carries_the_policy(anna_client: Client) -> None:
    policy = anna_client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_script_or_style(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals='js:", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_evaluates_text_or_sets_styles(path: Path) -> None:
    assert not re.search(
        r"\beval\(|new Function|setAttribute\(\"style|document\.write|insertAdjacentHTML", path.read_text()
    )


def test_htmx_neither_evaluates_nor_writes_styles() -> None:
    skeleton = (ROOT / "templates" / "console" / "skeleton.html").read_text()
    assert '"allowEval":false' in skeleton
    assert '"includeIndicatorStyles":false' in skeleton


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/documents/01890000-0000-7000-8000-000000000000/"])
def test_an_error_page_is_translated_and_carries_the_policy(anna_client: Client, address: str) -> None:
    response = anna_client.get(address)
    assert response.status_code == 404
    assert "这里什么也没有" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
