"""What nobody caught becomes a status and a sentence, in the form that the door's callers read."""

import errno
import json

import pytest
from django.conf import settings
from django.db import DataError, OperationalError
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisAway

from config.errors import RequestTooLarge
from config.failures import answer, known
from kit.errors import Unavailable


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (OperationalError("gone"), 503),
        (RedisAway("gone"), 503),
        (OSError(errno.ENOSPC, "full"), 507),
        (OSError(errno.EIO, "broken"), 500),
        (DataError("wrong"), 500),
        (ValueError("secret"), 500),
        (None, 500),
    ],
)
def test_each_fault_has_its_status_and_tells_nothing_of_its_inside(problem, status):
    told = known(problem)
    assert told.status == status
    assert "secret" not in str(told)


def asked(path: str, **headers: str):
    return RequestFactory().get(path, headers=headers)


def test_openai_clients_get_an_openai_error():
    body = json.loads(answer(asked("/v1/models"), Unavailable()).content)
    assert body["error"]["code"] == "unavailable"


def test_callers_of_the_interface_get_a_problem():
    response = answer(asked("/api/v1/bases"), Unavailable())
    assert response["Content-Type"] == "application/problem+json"


def test_the_widget_gets_a_sentence():
    request = asked("/session")
    request.urlconf = settings.WIDGET_URLCONF
    assert set(json.loads(answer(request, RequestTooLarge()).content)) == {"code", "says"}


def test_a_person_gets_a_page_without_a_look_into_the_database():
    response = answer(asked("/chat/", Accept="text/html"), Unavailable())
    assert response.status_code == 503
    assert b"<html" in response.content


def test_a_page_that_stays_gets_a_passing_message():
    response = answer(asked("/chat/", **{"HX-Request": "true"}), Unavailable())
    assert json.loads(response["HX-Trigger"])["toast"]["error"] is True


def test_a_script_of_a_page_gets_the_reason():
    assert json.loads(answer(asked("/chat/ask/", Accept="*/*"), Unavailable()).content)["code"] == "unavailable"
