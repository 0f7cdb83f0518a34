"""Turn the events of an OpenAI-compatible server into deltas of plain answer text."""

import json
from typing import Any, Literal

from gateway import tokens
from gateway.adapters.openai_faults import fault_of_error
from gateway.adapters.thinking import ThinkingFilter
from gateway.errors import UpstreamBroken
from gateway.types import Delta, Usage

LONGEST_ANSWER = 200_000

Finish = Literal["stop", "length", "content_filter"]
_FINISHES: dict[str, Finish] = {
    "stop": "stop",
    "eos": "stop",
    "eos_token": "stop",
    "stop_sequence": "stop",
    "tool_calls": "stop",
    "function_call": "stop",
    "length": "length",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "content_filter": "content_filter",
    "sensitive": "content_filter",
}
DONE = "[DONE]"


class Answer:
    """One answer as it grows. Thinking, half characters and NUL stay inside."""

    def __init__(self, *, thinks_first: bool = False) -> None:
        self._filter = ThinkingFilter(inside=thinks_first)
        self._half = ""
        self._length = 0
        self.finish: Finish | None = None
        self.done = False
        self.usage: Usage | None = None
        self._produced = 0

    def event(self, data: str) -> str:
        """The answer text in one event. Raises UpstreamBroken."""
        if data.strip() == DONE:
            self.done = True
            return ""
        return self.take(parsed(data), "delta")

    def take(self, body: dict[str, Any], part: Literal["delta", "message"]) -> str:
        """The answer text in one parsed event, or in a whole unstreamed answer. Raises UpstreamBroken."""
        if body.get("error"):
            raise fault_of_error(body["error"])
        self._note_usage(body.get("usage"))
        choices = body.get("choices")
        if not choices:
            return ""
        choice = choices[0] if isinstance(choices, list) else None
        if not isinstance(choice, dict):
            raise UpstreamBroken("garbage")
        self._note_finish(choice.get("finish_reason"))
        inner = choice.get(part) or {}
        if not isinstance(inner, dict):
            raise UpstreamBroken("garbage")
        self._produced += tokens.estimate(_text(inner.get("reasoning_content") or inner.get("reasoning")))
        return self._kept(_text(inner.get("content")))

    def last(self) -> tuple[str, Finish]:
        """What was held back, and how the answer ended. Raises UpstreamBroken where it did not end or is empty."""
        if self.finish is None and not self.done:
            raise UpstreamBroken("cut")
        rest = self._counted(self._filter.finish())
        if not self._length:
            raise UpstreamBroken("filtered" if self.finish == "content_filter" else "empty")
        return rest, self.finish or "stop"

    def usage_after(self, prompt_tokens: int) -> Usage:
        """What the server counted, or an estimate."""
        return self.usage or Usage(prompt_tokens=prompt_tokens, completion_tokens=self._produced, estimated=True)

    def _kept(self, raw: str) -> str:
        whole = (self._half + raw).replace("\x00", "")
        self._half = whole[-1] if whole and "\ud800" <= whole[-1] <= "\udbff" else ""
        whole = whole.removesuffix(self._half) if self._half else whole
        text = whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._produced += tokens.estimate(text)
        return self._counted(self._filter.push(text))

    def _counted(self, text: str) -> str:
        self._length += len(text)
        if self._length > LONGEST_ANSWER:
            raise UpstreamBroken("too_large")
        return text

    def _note_finish(self, reason: object) -> None:
        if reason is None:
            return
        if reason == "network_error":  # the hosted GLM service ends a stream that it could not continue like this
            raise UpstreamBroken("server_error")
        self.finish = _FINISHES.get(str(reason), "stop")

    def _note_usage(self, usage: object) -> None:
        if not isinstance(usage, dict):
            return
        prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
        if isinstance(prompt, int) and isinstance(completion, int) and prompt >= 0 and completion >= 0:
            self.usage = Usage(prompt_tokens=prompt, completion_tokens=completion)


def parsed(data: str) -> dict[str, Any]:
    """A JSON object. Raises UpstreamBroken("garbage")."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UpstreamBroken("garbage") from error
    if not isinstance(body, dict):
        raise UpstreamBroken("garbage")
    return body


def ending(answer: Answer, prompt_tokens: int) -> list[Delta]:
    """The last deltas of an answer that ended. Raises UpstreamBroken."""
    rest, finish = answer.last()
    held = [Delta(text=rest)] if rest else []
    return [*held, Delta(finish=finish, usage=answer.usage_after(prompt_tokens))]


def _text(content: object) -> str:
    """Content is a string, nothing, or a list of parts of which the text ones count."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    raise UpstreamBroken("garbage")
