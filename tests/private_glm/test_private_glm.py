"""A GLM-4 checkpoint on one's own machine: served by `transformers serve`, probed, and answering a turn of the pipeline."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from asgiref.sync import sync_to_async

from chat.pipeline import run_turn
from chat.turn import Closed, Outcome, TurnRequest
from gateway.adapters.clients import close_clients
from gateway.adapters.endpoint import Endpoint
from gateway.adapters.openai_protocol import stream
from gateway.probing import probe
from gateway.selectors import card, usage
from gateway.services import probe_model, save_model
from gateway.services.models import ModelFields
from gateway.types import Message, Params, ProbeStep
from kit.clock import now
from kit.database import run_unit
from kit.outbox import run_due
from kit.scoping import tenant_scope
from tenants.types import Subject, TenantInfo
from tests.cast import Person, job
from tests.chat.conftest import make_bot

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".venv-glm"
START_SECONDS = 90

pytestmark = [
    pytest.mark.private_glm,
    pytest.mark.skipif(not (ENVIRONMENT / ".ready").exists(), reason="no .venv-glm: run `make private-glm-test`"),
    pytest.mark.timeout(300),
]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("glm") / "tiny-glm"
    subprocess.run(
        [ENVIRONMENT / "bin/python", ROOT / "tests/private_glm/tiny_glm.py", folder], check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def glm(checkpoint: Path) -> Iterator[Endpoint]:
    """The checkpoint behind `transformers serve`, without any network."""
    port = free_port()
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(checkpoint.parent), "OMP_NUM_THREADS": "1"}
    command = [
        ENVIRONMENT / "bin/transformers",
        "serve",
        checkpoint,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    with (checkpoint.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        await_health(f"http://127.0.0.1:{port}/health")
        yield Endpoint(model=str(checkpoint), base_url=f"http://127.0.0.1:{port}/v1", allow_private=True)
    finally:
        process.terminate()
        process.wait(20)


def await_health(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, "transformers serve did not come up"
        time.sleep(0.5)


async def test_the_checkpoint_streams_token_by_token(glm: Endpoint) -> None:
    deltas = [delta async for delta in stream(glm, [Message("user", "年假有几天?")], Params(max_tokens=24))]
    await close_clients()
    assert len(deltas) > 5
    assert deltas[-1].usage is not None
    assert deltas[-1].usage.completion_tokens <= 24


async def test_the_probe_finds_what_it_can_do(glm: Endpoint) -> None:
    steps: list[ProbeStep] = []

    async def note(step: ProbeStep) -> None:
        steps.append(step)

    findings = await probe(glm, note)
    await close_clients()
    assert findings.problem == ""
    assert findings.capabilities.streaming is True
    assert findings.capabilities.system_role is True
    assert [step.name for step in steps if step.outcome == "running"] == [
        "reachable", "streaming", "system_role", "tools", "context", "images",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
async def test_a_turn_of_the_whole_pipeline_is_answered_by_it(
    glm: Endpoint, acorn: TenantInfo, anna: Person, settings: object
) -> None:
    settings.PRIVATE_ADDRESSES = True  # type: ignore[attr-defined]
    bot, name = await sync_to_async(installed)(glm, acorn)
    request = TurnRequest(
        tenant_id=acorn.id,
        bot_slug=bot,
        principal=anna.principal,
        subject=Subject(tenant_id=acorn.id, channel="console", external_id=str(anna.principal.id)),
        channel="console",
        question="请介绍一下年假。",
        params=Params(max_tokens=24),
    )
    async with aclosing(run_turn(request)) as events:
        told = [event async for event in events]
    await close_clients()
    assert isinstance(told[-1], Closed)
    # Random weights may by chance spell a word of the lexicon: then the answer is withheld, which is right too.
    assert told[-1].outcome in (Outcome.ANSWERED, Outcome.REFUSED)
    assert told[-1].label.text
    used = await run_unit(acorn.id, usage, since=now() - timedelta(hours=1), until=now(), by="model")
    assert [(row.key, row.calls) for row in used] == [(name, 1)]


def installed(glm: Endpoint, acorn: TenantInfo) -> tuple[str, str]:
    """The model as a tenant's card, probed, and a bot that talks freely."""
    with tenant_scope(acorn.id):
        fields = ModelFields(name="own GLM", vendor="transformers", model=glm.model, base_url=glm.base_url)
        saved = save_model(fields=fields, by=job(acorn))
        probe_model(card_id=saved.id, by=job(acorn))
    run_due(acorn.id)
    with tenant_scope(acorn.id):
        assert card(saved.id).state == "ready"
    return make_bot(acorn, "talk", base_ids=()).slug, saved.name
