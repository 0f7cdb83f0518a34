"""The server that MODEL names is looked at once, for every process."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gateway.errors import UpstreamBroken
from gateway.platform_models import offered
from gateway.services import apply_model_setting
from tests.gateway.test_probing import Answering, able
from tests.gateway.upstream import refusal


@pytest.fixture
def served(settings: Any, tmp_path: Path) -> Any:
    settings.MODEL_DIR = tmp_path

    def by(base_url: str) -> None:
        settings.ENV = SimpleNamespace(model=base_url, model_name="", model_key="k", glm_api_key="")

    return by


async def test_what_is_found_is_kept_and_a_private_address_is_in_the_house(served: Any) -> None:
    said: list[str] = []
    async with Answering(able) as upstream:
        served(upstream.base_url)
        await apply_model_setting(said.append)
    card = offered()[0].card
    assert (card.name, card.location, card.state, card.context_tokens) == ("glm-test", "private", "ready", 32768)
    assert said[0] == "reachable: yes"


async def test_a_server_that_cannot_be_used_is_an_error(served: Any) -> None:
    async with Answering(lambda asked: refusal(401, {})) as upstream:
        served(upstream.base_url)
        with pytest.raises(UpstreamBroken) as caught:
            await apply_model_setting(lambda line: None)
    assert caught.value.reason == "key_refused"


async def test_any_other_setting_needs_nothing(settings: Any) -> None:
    settings.ENV = SimpleNamespace(model="extractive", model_name="", model_key="", glm_api_key="")
    await apply_model_setting(pytest.fail)
