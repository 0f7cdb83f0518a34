"""What MODEL and its companions mean."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gateway import local_state, platform_models
from gateway.platform_models import model_setting, offered
from gateway.selectors import local_model_progress
from gateway.types import Capabilities, LocalModelState
from gateway.vendors import GLM_ADDRESS, GLM_MODEL
from kit import clock


@pytest.fixture
def environment(settings: Any, tmp_path: Path) -> Any:
    """Set MODEL and the others as a person would."""
    settings.MODEL_DIR = tmp_path

    def chosen(model: str = "local", name: str = "", key: str = "", glm: str = "") -> None:
        settings.ENV = SimpleNamespace(model=model, model_name=name, model_key=key, glm_api_key=glm)

    return chosen


def names() -> list[str]:
    return [each.card.name for each in offered()]


def test_extractive_leaves_all_else_out(environment: Any) -> None:
    environment("extractive")
    assert names() == ["extractive"]


def test_the_local_model_stands_first_and_is_not_used_before_it_is_ready(environment: Any) -> None:
    environment("local")
    assert [(each.card.name, each.card.state) for each in offered()] == [("local", "off"), ("extractive", "ready")]
    local_state.write(LocalModelState(state="fetching", percent=40, name="Qwen"))
    assert (offered()[0].card.state, offered()[0].card.progress) == ("loading", 0.4)
    local_state.write(
        LocalModelState(state="ready", name="Qwen", base_url="http://127.0.0.1:9/v1", context_tokens=8192)
    )
    assert (names()[0], offered()[0].card.state, offered()[0].card.location) == ("Qwen", "ready", "local")
    assert offered()[0].endpoint.base_url == "http://127.0.0.1:9/v1"


def test_a_key_of_the_hosted_service_is_enough(environment: Any) -> None:
    environment(glm="k-1")
    first = offered()[0]
    assert (first.card.name, first.card.location, first.card.state) == (GLM_MODEL, "hosted", "ready")
    assert (first.endpoint.base_url, first.endpoint.key) == (GLM_ADDRESS, "k-1")
    assert "k-1" not in repr(first)


def test_an_explicit_model_wins_over_the_key(environment: Any) -> None:
    environment("extractive", glm="k-1")
    assert names() == ["extractive"]


def test_an_address_of_ones_own_is_used_with_its_name_and_key(environment: Any) -> None:
    environment("http://10.0.0.8:8000/v1", name="glm-4-9b", key="k-2")
    first = offered()[0]
    assert (first.card.name, first.endpoint.key, first.card.vendor) == ("glm-4-9b", "k-2", "openai_compatible")


def test_an_address_counts_as_outside_until_it_was_looked_at(environment: Any) -> None:
    environment("http://10.0.0.8:8000/v1", name="glm-4-9b")
    assert offered()[0].card.location == "hosted"
    platform_models.keep_findings(
        model="glm-4-9b", capabilities=Capabilities(streaming=True), context_tokens=4096, private=True
    )
    card = offered()[0].card
    assert (card.location, card.context_tokens, card.capabilities.streaming) == ("private", 4096, True)
    environment("http://10.0.0.9:8000/v1", name="glm-4-9b")
    assert offered()[0].card.location == "hosted"


def test_a_model_without_a_name_waits_for_the_probe(environment: Any) -> None:
    environment("http://10.0.0.8:8000/v1")
    assert offered()[0].card.state == "unprobed"


def test_a_file_is_served_like_the_local_model(environment: Any) -> None:
    environment("/models/mine.gguf")
    assert (model_setting().kind, model_setting().path, offered()[0].card.location) == (
        "file",
        "/models/mine.gguf",
        "local",
    )


def test_a_process_that_is_gone_leaves_no_ready_model(environment: Any) -> None:
    environment("local")
    local_state.write(LocalModelState(state="ready", name="Qwen", base_url="http://127.0.0.1:9/v1"))
    with clock.freeze(clock.now().replace(year=clock.now().year + 1)):
        assert offered()[0].card.state == "off"
    local_state.path().write_text("{half")
    assert offered()[0].card.state == "off"


def test_progress_is_a_line_for_people(environment: Any) -> None:
    environment("local")
    assert local_model_progress() == ""
    local_state.write(LocalModelState(state="fetching", percent=50, bytes=500_000_000, total=1_000_000_000))
    assert "500 / 1000 MB" in local_model_progress()
