"""Who reads all conversations sees them as they were screened."""

from asgiref.sync import sync_to_async

from tests.cast import Person, person
from tests.console.conftest import page
from tests.console.views.test_chat import asked
from tests.stocked import Stock

PHONE = "我的手机号是13800138000，年假有多少天？"


async def test_the_log_shows_no_question_as_it_was_typed(anna: Person, handbook: Stock) -> None:
    told = await asked(anna, question=PHONE)

    def look() -> tuple[str, str, str]:
        client = person("otto", anna.tenant, "operator").client()
        one = client.get(page("logged", conversation_id=told[0][1]["conversation"]))
        return tuple(
            each.content.decode() for each in (one, client.get(page("log")), client.get(page("log"), {"q": "138001"}))
        )

    one, listed, found = await sync_to_async(look)()
    assert "13800138000" not in one + listed
    assert "年假有多少天？" in one
    assert told[0][1]["conversation"] in listed
    assert told[0][1]["conversation"] not in found


async def test_what_was_not_let_in_is_not_shown(anna: Person, handbook: Stock) -> None:
    told = await asked(anna, question="哪里可以代开发票？")
    address = page("logged", conversation_id=told[0][1]["conversation"])

    def look() -> str:
        return anna.client().get(address).content.decode()

    assert "发票" not in await sync_to_async(look)()
