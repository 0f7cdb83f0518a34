"""The way of a rendition to its model."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from chat.renditions.job import Job
from gateway.errors import NoRoute
from gateway.types import Call


def test_without_a_model_nothing_is_asked() -> None:
    call = Call(tenant_id=uuid4(), purpose="draft", sensitivity="internal", personal=False, legal_basis="contract")
    nobody: Any = None
    job = Job(
        id=uuid4(),
        tenant_id=call.tenant_id,
        kind="summary",
        version_id=uuid4(),
        other_id=None,
        language="en",
        done=0,
        call=call,
        decision=None,
        screen=nobody,
    )
    with pytest.raises(NoRoute):
        asyncio.run(job.say("rules", "text", tokens=10))
