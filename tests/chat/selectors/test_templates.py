"""Templates are ready to save, in both languages."""

import pytest

from chat.selectors import templates
from chat.services import create_bot
from tenants.types import TenantInfo
from tests.cast import job


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_there_are_three_and_each_can_be_saved(in_acorn: TenantInfo, language: str) -> None:
    offered = templates(language)
    assert [each.name for each in offered] == ["hr", "after_sales", "it_help"]
    for number, each in enumerate(offered):
        create_bot(slug=f"bot-{number}", settings=each.settings, by=job(in_acorn))


def test_they_speak_the_language_that_is_asked_for() -> None:
    assert templates("zh-hans")[0].title == "人事助手"
    assert templates("en-gb")[0].title == "HR assistant"


def test_only_after_sales_is_for_customers() -> None:
    assert [each.settings.audience for each in templates("en")] == ["staff", "customers", "staff"]
