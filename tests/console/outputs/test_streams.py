"""Events of a turn as the browser reads them."""

import json
from collections.abc import AsyncIterator

from chat.errors import EvidenceUnavailable
from chat.turn import Closed, Opened, Outcome, Progress, Released, TurnEvent
from console.outputs.streams import told
from kit.ids import new_id
from labels.types import Label

LABEL = Label(text="内容由AI生成，仅供参考", aigc={})


async def read(*events: TurnEvent | Exception, language: str = "en") -> list[tuple[str, dict[str, object]]]:
    async def happening() -> AsyncIterator[TurnEvent]:
        for event in events:
            if isinstance(event, Exception):
                raise event
            yield event

    lines = [part.decode() async for part in told(happening(), language)]
    assert all(line.endswith("\n\n") for line in lines)
    split = [line.strip().split("\n", 1) for line in lines]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in split]


async def test_text_with_line_breaks_stays_one_event() -> None:
    found = await read(Released(seq=4, text="a\n\nb", citations=(), label=LABEL))
    assert found == [("text", {"seq": 4, "text": "a\n\nb", "links": {}})]


async def test_stages_are_told_in_the_readers_language() -> None:
    progress = Progress(stage="retrieval", state="started", data={"place": 2, "secret": "no"})
    assert (await read(progress))[0][1] == {
        "stage": "retrieval",
        "state": "started",
        "says": "Searching the documents",
        "place": 2,
    }
    assert (await read(progress, language="zh-hans"))[0][1]["says"] == "检索文档"


async def test_the_end_carries_its_label_and_its_text() -> None:
    closed = Closed(turn_id=new_id(), outcome=Outcome.REFUSED, answer="No.", citations=(), label=LABEL, finish="stop")
    name, data = (await read(closed))[0]
    assert name == "closed"
    assert LABEL.text in str(data["html"])
    assert (data["plain"], data["outcome"]) == ("No.", "refused")


async def test_an_error_is_the_last_thing_told() -> None:
    opened = Opened(turn_id=new_id(), conversation_id=new_id(), bot_version=1)
    found = await read(opened, EvidenceUnavailable())
    assert [name for name, _ in found] == ["opened", "failed"]
    assert found[1][1]["code"] == "evidence_unavailable"
