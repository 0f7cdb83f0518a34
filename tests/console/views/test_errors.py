"""What people see where no view answered."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from console.views.errors import bad_request, broken, forbidden
from tests.cast import Person


@pytest.mark.django_db
def test_an_old_form_is_told_what_to_do(anna: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = anna.client().cookies
    response = client.post("/members/groups/", {"name": "x"})
    assert response.status_code == 403
    assert "表单已过期" in response.content.decode()


def test_the_page_for_a_fault_asks_neither_session_nor_database() -> None:
    """A plain request has neither: the page must be drawn all the same."""
    response = broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "我们这边出了问题" in response.content.decode()


@pytest.mark.django_db
def test_pages_about_errors_are_translated(client: Client) -> None:
    request = client.get("/about/ai/").wsgi_request
    translation.activate("zh-hans")
    assert "浏览器发送的内容无法识别" in bad_request(request, Exception()).content.decode()
    assert forbidden(request, Exception()).status_code == 403
