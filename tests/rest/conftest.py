"""The stock client against the real server and a tenant that can answer."""

import json
from collections.abc import Iterator

import httpx
import openai
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.live import Live, serving
from tests.stocked import Stock, stock


@pytest.fixture
def live(transactional_db: None) -> Iterator[Live]:
    with serving() as held:
        yield held


@pytest.fixture
def handbook(transactional_db: None, anna) -> Stock:
    return stock(anna.tenant)


@pytest.fixture
def client(live: Live, handbook: Stock, anna_key: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{live.console}/v1", api_key=anna_key, max_retries=0) as held:
        yield held


@pytest.fixture
def api(live: Live, handbook: Stock, anna_key: str) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {anna_key}"}
    with httpx.Client(base_url=live.console, headers=headers, trust_env=False, timeout=30) as held:
        yield held


class Caller:
    """A caller with a key, who gets JSON."""

    def __init__(self, key):
        self._headers = {"Authorization": f"Bearer {key}"}

    def get(self, address):
        return Client().get(f"/api/v1/{address}", headers=self._headers)

    def send(self, method, address, **body):
        return Client().generic(
            method, f"/api/v1/{address}", json.dumps(body), "application/json", headers=self._headers
        )

    def upload(self, address, name, text, **more):
        file = SimpleUploadedFile(name, text.encode(), "text/markdown")
        return Client().post(f"/api/v1/{address}", {"file": file} | more, headers=self._headers)


@pytest.fixture
def caller(anna_key: str) -> Caller:
    return Caller(anna_key)
