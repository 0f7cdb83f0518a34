"""The small real model answers in Chinese through the whole pipeline: streamed, cited, labelled, and honest."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from gateway import local_state
from tests import local_model
from tests.journeys.steps import LABEL, ask

START_SECONDS = 120

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not local_model.at_hand(), reason="the small model is not at hand: run `make model`"),
]


@pytest.fixture(scope="module")
def served() -> Iterator[None]:
    """The process that `make demo` runs, on the folder of the tests."""
    folder = local_model.folder()
    environment = os.environ | {"HEYAN_DATA_DIR": str(folder.parent), "MODEL": "local", "OMP_NUM_THREADS": "2"}
    command = [sys.executable, str(local_model.ROOT / "manage.py"), "run_local_model"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait(20)


@pytest.fixture
def local(served, settings) -> None:
    """The platform's setting says MODEL=local, and the model is loaded."""
    settings.MODEL_DIR = local_model.folder()
    settings.ENV = settings.ENV.model_copy(update={"model": "local"})
    deadline = time.monotonic() + START_SECONDS
    while local_state.read().state != "ready":
        assert time.monotonic() < deadline, local_state.read()
        time.sleep(0.5)


def test_the_real_model_answers_in_chinese_with_its_source(enter, anna, handbook, local) -> None:
    page = enter(anna)
    page.goto("/bots/leave/")
    answer = ask(page, "员工入职满一年后，每年有几天带薪年假？", seconds=150)
    expect(answer.locator(".words")).to_contain_text("10")
    expect(answer.locator(".words .cite").first).to_be_visible()
    expect(answer.locator(".ai-label")).to_have_text(LABEL)
    expect(page.locator(".tested .facts")).to_contain_text("Qwen2.5")


def test_the_real_model_says_that_the_material_does_not_say_it(enter, anna, handbook, local) -> None:
    page = enter(anna)
    page.goto("/chat/?bot=leave")
    answer = ask(page, "公司食堂周五的午餐菜单是什么？", seconds=150)
    expect(answer.locator(".state")).to_have_text("资料中没有")
    expect(answer.locator(".cite")).to_have_count(0)
