"""What the widget's frame sends, validated once."""

import json
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from widget.errors import BodyUnreadable

BODY_LIMIT = 256 * 1024
"""Bytes. Larger than any question that is taken, so that its own error can say so."""

STORABLE = r"^[^\x00]*$"
"""The database holds no text with NUL in it."""

Model = TypeVar("Model", bound=BaseModel)


class Begin(BaseModel):
    """A session to begin: `identity` is what the site's server signed, if anything."""

    model_config = ConfigDict(extra="forbid")
    site: Annotated[str, StringConstraints(max_length=60, pattern=STORABLE)]
    identity: Annotated[str, StringConstraints(max_length=4096, pattern=STORABLE)] = ""


class Decide(BaseModel):
    """Agreement to exactly one notice."""

    model_config = ConfigDict(extra="forbid")
    notice_id: UUID


class Rate(BaseModel):
    """What the visitor thinks of an answer of his."""

    model_config = ConfigDict(extra="forbid")
    verdict: Literal["good", "bad"]
    reason: Literal["", "wrong", "half", "too_long", "outdated", "not_found"] = ""
    comment: Annotated[str, StringConstraints(max_length=2000, pattern=STORABLE)] = ""


class Wish(BaseModel):
    """Whether he wants to be told."""

    model_config = ConfigDict(extra="forbid")
    on: bool


class Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")
    question: str
    conversation_id: UUID | None = None
    key: Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=STORABLE)]


class Forget(BaseModel):
    """Something that the visitor said about himself in a conversation."""

    model_config = ConfigDict(extra="forbid")
    conversation_id: UUID
    attribute: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=STORABLE)]


def read(request: HttpRequest, kind: type[Model]) -> Model:
    """The body as `kind`. Raises BodyUnreadable."""
    if len(request.body) > BODY_LIMIT:
        raise BodyUnreadable
    try:
        return kind.model_validate(json.loads(request.body))
    except (ValueError, RecursionError, ValidationError) as error:
        raise BodyUnreadable from error
