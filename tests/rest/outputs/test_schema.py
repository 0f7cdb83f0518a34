"""The OpenAPI document promises what the doors do, and no more."""


def test_the_key_that_makes_a_request_repeatable_is_promised_for_questions_alone(api):
    paths = api.get("/api/schema/", params={"format": "json"}).json()["paths"]
    named = {
        path
        for path, methods in paths.items()
        for held in methods.values()
        if "Idempotency-Key" in [each["name"] for each in held.get("parameters", [])]
    }
    assert named == {"/v1/chat/completions", "/api/v1/turns"}
