"""The body of a chat completion, as strict as the API it imitates: an unknown parameter is an error, never ignored."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from gateway.types import Message, Params
from rest.errors import BodyInvalid, BodyTooLarge

BODY_LIMIT = 512 * 1024
"""Bytes. A question and its history fit many times over."""

MOST_MESSAGES = 200
MOST_TOKENS = 32_768
MOST_STOPS = 4
STORABLE = r"^[^\x00]*$"
"""The database holds no text with NUL in it."""

Role = Literal["system", "developer", "user", "assistant"]


class Part(BaseModel):
    """A part of a message's content. Only text is taken."""

    model_config = ConfigDict(extra="forbid")
    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="forbid")
    role: Role
    content: list[Part]
    name: str | None = None

    @field_validator("content", mode="before")
    @classmethod
    def _a_plain_string_is_one_part(cls, content: Any) -> Any:
        return [{"type": "text", "text": content}] if isinstance(content, str) else content

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="forbid")
    include_usage: bool = False


class Completion(BaseModel):
    """Every parameter that is honoured, and no other."""

    model_config = ConfigDict(extra="forbid")
    model: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=STORABLE)]
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=MOST_TOKENS)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=MOST_TOKENS)] | None = None
    stop: str | Annotated[list[str], Field(max_length=MOST_STOPS)] | None = None
    user: Annotated[str, StringConstraints(max_length=200, pattern=STORABLE)] = ""

    @field_validator("messages")
    @classmethod
    def _ends_with_a_question(cls, messages: list[ChatMessage]) -> list[ChatMessage]:
        if messages[-1].role != "user":
            raise ValueError("the last message must be the user's")
        return messages

    @property
    def question(self) -> str:
        return self.messages[-1].text

    @property
    def history(self) -> tuple[Message, ...]:
        """What was said before, without the client's system messages."""
        said = [m for m in self.messages[:-1] if m.role in ("user", "assistant")]
        return tuple(Message("user" if m.role == "user" else "assistant", m.text) for m in said)

    @property
    def extra_system(self) -> str:
        """The client's own instructions, which are added to the bot's and never replace them."""
        return "\n\n".join(m.text for m in self.messages if m.role in ("system", "developer"))

    @property
    def wants_usage(self) -> bool:
        return self.stream_options is not None and self.stream_options.include_usage

    def params(self) -> Params:
        stops = (self.stop,) if isinstance(self.stop, str) else tuple(self.stop or ())
        limit = self.max_completion_tokens or self.max_tokens
        return Params(temperature=self.temperature, top_p=self.top_p, max_tokens=limit, stop=stops)


def read_completion(body: bytes) -> Completion:
    """Raises BodyTooLarge, BodyInvalid with `param` set to the first part that does not fit."""
    if len(body) > BODY_LIMIT:
        raise BodyTooLarge(limit=BODY_LIMIT)
    try:
        held = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BodyInvalid(problem="not JSON", param=None) from error
    if not isinstance(held, dict):
        raise BodyInvalid(problem="not a JSON object", param=None)
    try:
        return Completion.model_validate(held)
    except ValidationError as error:
        raise _first_problem(error) from error


def _first_problem(error: ValidationError) -> BodyInvalid:
    first: Any = error.errors(include_url=False, include_input=False)[0]
    param = _spelled(first["loc"])
    unknown = first["type"] == "extra_forbidden"
    problem = f"unknown parameter {param}" if unknown else f"{param}: {first['msg']}"
    return BodyInvalid(problem=problem, param=param, unknown=unknown)


def _spelled(location: tuple[str | int, ...]) -> str:
    """`messages[0].content`."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
