"""Describe in the OpenAPI document what the framework cannot see: the key, the streams, and the OpenAI protocol."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from rest.inputs.completions import Completion

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
UUID = {"type": "string", "format": "uuid"}
MAYBE_TEXT, MAYBE_NUMBER = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
ANYTHING: dict[str, Any] = {"type": "object", "additionalProperties": True}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library has no types
    """`Authorization: Bearer hy_live_…`."""

    target_class = "rest.auth.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "An API key of the tenant: hy_live_…"}


def an_object(**properties: Any) -> dict[str, Any]:
    """All of `properties`, and nothing else."""
    names = sorted(properties)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


CITATION = an_object(n=NUMBER, document=TEXT, version=NUMBER, page=MAYBE_NUMBER, cell=MAYBE_TEXT, quote=TEXT, url=TEXT)
PASSAGE = an_object(n=NUMBER, document=TEXT, version=NUMBER, page=MAYBE_NUMBER, cell=MAYBE_TEXT, path=TEXT, text=TEXT)
CHOICE = an_object(value=TEXT, label=TEXT)
KNOWN = an_object(attribute=TEXT, value=TEXT, source=TEXT)

EVENTS = {
    "opened": an_object(turn_id=UUID, conversation_id=UUID, bot_version=NUMBER, replayed=FLAG),
    "progress": an_object(stage=TEXT, state=TEXT, data=ANYTHING),
    "passages": an_object(passages=many(PASSAGE)),
    "released": an_object(seq=NUMBER, text=TEXT, citations=many(CITATION), label_text=TEXT),
    "closed": an_object(
        turn_id=UUID,
        outcome=TEXT,
        answer=TEXT,
        citations=many(CITATION),
        label_text=TEXT,
        aigc=ANYTHING,
        finish=TEXT,
        error={"type": ["object", "null"]},
        choices=many(CHOICE),
        known=many(KNOWN),
    ),
    "error": ANYTHING,
}
"""The data of each server-sent event of a turn, by the event's name."""


IDEMPOTENCY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": TEXT,
    "description": "The same key and body within 24 hours give the recorded end of the first turn; 409 while it runs, "
    "422 with another body. Questions only: nothing else that is made takes such a key.",
}


def add_streams(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The generator's last step: put in the addresses that are plain async views."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas.update({f"{name.title()}Event": schema for name, schema in EVENTS.items()})
    completion = Completion.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(completion.pop("$defs", {}))
    schemas["Completion"] = completion
    schemas["TurnInput"] = turn_input()
    result["paths"].update(paths())
    return result


def turn_input() -> dict[str, Any]:
    optional: dict[str, Any] = {"user": TEXT, "conversation_id": UUID, "language": TEXT, "stream": FLAG}
    optional |= {"temperature": {"type": "number"}, "max_tokens": NUMBER}
    optional |= {"attributes": {"type": "object", "additionalProperties": TEXT}}
    properties = {"bot": TEXT, "question": TEXT} | optional
    return {
        "type": "object",
        "properties": properties,
        "required": ["bot", "question"],
        "additionalProperties": False,
    }


def paths() -> dict[str, Any]:
    return {
        "/v1/chat/completions": {"post": operation("completions_create", "Ask a bot, as OpenAI's API", "Completion")},
        "/v1/models": {"get": operation("models_list", "List the bots, as OpenAI's API")},
        "/v1/models/{slug}": {"get": operation("models_retrieve", "Read one bot, as OpenAI's API", path="slug")},
        "/api/v1/turns": {"post": operation("turns_create", "Ask a bot", "TurnInput")},
        "/api/v1/turns/{turn_id}/events": {
            "get": operation("turns_resume", "Go on with a stream after Last-Event-ID", path="turn_id")
        },
    }


def operation(name: str, summary: str, body: str = "", path: str = "") -> dict[str, Any]:
    """One operation. What streams gives `text/event-stream`, each event as described by its component."""
    held: dict[str, Any] = {"operationId": name, "summary": summary, "security": [{"key": []}]}
    if body:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{body}"}}}
        held["requestBody"] = {"required": True, "content": content}
        held["parameters"] = [IDEMPOTENCY]
    if path:
        held["parameters"] = [{"name": path, "in": "path", "required": True, "schema": TEXT}]
    answer: dict[str, Any] = {"application/json": {"schema": ANYTHING}}
    if name.startswith(("turns", "completions")):
        answer["text/event-stream"] = {"schema": TEXT}
    held["responses"] = {"200": {"description": summary, "content": answer}}
    return held
