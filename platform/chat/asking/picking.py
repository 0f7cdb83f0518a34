"""Read the reply to a question back: a choice, its number, a value in a sentence, or that the person does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chat.asking.naming import agreed, named
from chat.wording.parts import asks

if TYPE_CHECKING:
    from chat.turn import Clarification
    from tenants.types import AttributeInfo

_UNKNOWN = re.compile(
    r"^(?:我?(?:也|还|暂时)?(?:不知道|不清楚|不确定|不太清楚|不了解|说不准|忘了)|都可以|都行|都要|全部|所有|随便|无所谓"
    r"|i (?:do not|don't) know|(?:i'm |i am )?not sure|no idea|any|all(?: of them)?|does not matter|doesn't matter)(?:了|啊|呢|都)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:第|选|no\.? ?|option )?(?P<n>\d{1,2})(?:个|项|号)?$", re.IGNORECASE)
LONGEST_REPLY = 16


def picked(reply: str, waiting: Clarification, attribute: AttributeInfo) -> str | None:
    """The value that was chosen, '' for "I do not know", None where this is no reply to the question."""
    bare = reply.strip(" \t\n。.！!，,？?“”\"'")
    if _UNKNOWN.match(bare) or any(not each.value and bare == each.label for each in waiting.choices):
        return ""
    if value := attribute.value(bare):
        return value
    if number := _NUMBER.match(bare):
        at = int(number["n"]) - 1
        return waiting.choices[at].value if 0 <= at < len(waiting.choices) else None
    if len(bare) > LONGEST_REPLY or asks(reply):
        return None
    return agreed(named(bare, [attribute])).get(attribute.name)
