import json
import re

import httpx
import openai
import pytest

from chat.errors import EvidenceUnavailable
from chat.turn import Opened
from kit.ids import new_id
from rest.inputs.completions import read_completion
from rest.views.completions import frames

ASK = [{"role": "user", "content": "年假有几天？"}]
AIGC = {
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    "label_text",
}  # fmt: skip


def test_an_answer_cites_its_document(client):
    answer = client.chat.completions.create(model="leave", messages=ASK)
    extra = answer.model_extra
    assert "10 天" in answer.choices[0].message.content
    assert "[1]" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert extra["citations"][0]["document"] == "员工手册.md"
    assert extra["citations"][0]["version"] == 1
    assert extra["outcome"] == "answered"


def test_a_quote_is_verbatim_and_its_address_absolute(client):
    cited = client.chat.completions.create(model="leave", messages=ASK).model_extra["citations"][0]
    assert "每年享有 10 天带薪年假" in cited["quote"]
    assert re.match(r"^http://127\.0\.0\.1:\d+/documents/[0-9a-f-]{36}/\?version=", cited["url"])
    assert set(cited) == {"n", "document", "version", "page", "cell", "quote", "url"}


def test_every_answer_carries_its_label_beside_the_content(client):
    answer = client.chat.completions.create(model="leave", messages=ASK)
    assert set(answer.model_extra["aigc"]) == AIGC
    assert re.search(r"(人工智能|AI).{0,6}(生成|合成)", answer.model_extra["aigc"]["label_text"])
    assert answer.model_extra["aigc"]["label_text"] not in answer.choices[0].message.content


def test_a_stream_says_the_same_as_the_whole_answer(client):
    whole = client.chat.completions.create(model="leave", messages=ASK)
    chunks = list(client.chat.completions.create(model="leave", messages=ASK, stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == whole.choices[0].message.content
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra["citations"] == whole.model_extra["citations"]
    assert set(chunks[-1].model_extra["aigc"]) == AIGC


def test_a_usage_chunk_carries_the_extras_too(client):
    options = {"include_usage": True}
    chunks = list(client.chat.completions.create(model="leave", messages=ASK, stream=True, stream_options=options))
    assert chunks[-1].choices == []
    assert chunks[-1].usage.total_tokens > 0
    assert chunks[-1].model_extra["outcome"] == "answered"


def test_what_the_material_does_not_say_is_said_plainly(client):
    asked = [{"role": "user", "content": "公司食堂星期五晚上供应什么菜？"}]
    answer = client.chat.completions.create(model="leave", messages=asked)
    assert answer.model_extra["outcome"] == "not_in_material"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.model_extra["citations"] == []


@pytest.mark.parametrize(
    ("extra", "param"),
    [
        ({"n": 2}, "n"),
        ({"tools": []}, "tools"),
        ({"logit_bias": {}}, "logit_bias"),
        ({"temperature": 3}, "temperature"),
    ],
)
def test_what_is_not_honoured_is_refused_by_name(client, extra, param):
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model="leave", messages=ASK, extra_body=extra)
    assert refused.value.body["param"] == param
    assert refused.value.body["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"model":"leave"}', b'{"model":"leave","messages":[]}', b"\xff\xfe"]
)
def test_a_body_that_cannot_be_read_is_a_clear_400(api, body):
    response = api.post("/v1/chat/completions", content=body)
    assert response.status_code == 400
    assert response.json()["error"]["message"]


def test_a_question_of_a_megabyte_is_refused(api):
    body = {"model": "leave", "messages": [{"role": "user", "content": "假" * 400_000}]}
    assert api.post("/v1/chat/completions", json=body).status_code == 413


def test_an_image_part_is_refused_by_place(client):
    content = [{"type": "image_url", "image_url": {"url": "https://example.com/x.png"}}]
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model="leave", messages=[{"role": "user", "content": content}])
    assert refused.value.body["param"].startswith("messages[0].content[0]")


def test_an_unknown_bot_is_not_there(client):
    with pytest.raises(openai.NotFoundError) as refused:
        client.chat.completions.create(model="nobody", messages=ASK)
    assert refused.value.body["param"] == "model"


def test_a_bot_of_another_tenant_is_not_there(live, handbook, cleo_key):
    with openai.OpenAI(base_url=f"{live.console}/v1", api_key=cleo_key, max_retries=0) as foreign:
        with pytest.raises(openai.NotFoundError):
            foreign.chat.completions.create(model="leave", messages=ASK)
        assert foreign.models.list().data == []


@pytest.mark.parametrize("key", ["", "nonsense", "hy_live_aaaa_bbbb"])
def test_without_a_valid_key_nothing_is_answered(live, handbook, key):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    response = httpx.post(f"{live.console}/v1/chat/completions", json={}, headers=headers, trust_env=False)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "invalid_api_key"


def test_an_idempotency_key_replays_the_recorded_end(api):
    body = {"model": "leave", "messages": ASK}
    headers = {"Idempotency-Key": "order-4711"}
    first = api.post("/v1/chat/completions", json=body, headers=headers).json()
    again = api.post("/v1/chat/completions", json=body, headers=headers).json()
    assert again["id"] == first["id"]
    assert again["choices"] == first["choices"]


def test_an_idempotency_key_with_another_body_is_422(api):
    headers = {"Idempotency-Key": "order-4711"}
    api.post("/v1/chat/completions", json={"model": "leave", "messages": ASK}, headers=headers)
    other = {"model": "leave", "messages": [{"role": "user", "content": "病假怎么请？"}]}
    assert api.post("/v1/chat/completions", json=other, headers=headers).status_code == 422


def test_models_are_the_published_bots(client):
    assert [model.id for model in client.models.list()] == ["help", "leave"]
    assert client.models.retrieve("leave").id == "leave"


def test_frames_are_whole_json_and_end_with_done(api):
    body = {"model": "leave", "messages": ASK, "stream": True}
    lines = [line for line in api.post("/v1/chat/completions", json=body).text.split("\n\n") if line]
    assert lines[-1] == "data: [DONE]"
    assert all(json.loads(line.removeprefix("data: "))["object"] == "chat.completion.chunk" for line in lines[:-1])


async def test_a_record_that_cannot_be_written_ends_a_stream_with_an_error_and_without_done():
    async def events():
        yield Opened(turn_id=new_id(), conversation_id=new_id(), bot_version=1)
        raise EvidenceUnavailable

    asked = read_completion(json.dumps({"model": "leave", "messages": ASK, "stream": True}).encode())
    *_, last = [each async for each in frames(asked, events())]
    assert json.loads(last.removeprefix(b"data: "))["error"]["code"] == "evidence_unavailable"
