"""Who gets into a page, and where those are sent who do not."""

import pytest
from django.db import OperationalError
from django.test import Client

from console import auth
from console.auth import subject_of
from tests.cast import Person, person
from tests.console.conftest import page

pytestmark = pytest.mark.django_db


def test_who_is_signed_out_comes_back_after_signing_in(client: Client) -> None:
    response = client.get(page("audit") + "?event=x")
    assert response.status_code == 302
    assert response.url.endswith("?next=%2Fcompliance%2Faudit%2F%3Fevent%3Dx")


def test_a_fragment_sends_the_whole_page_to_sign_in(client: Client) -> None:
    response = client.get(page("palette"), headers={"HX-Request": "true"})
    assert response["HX-Redirect"].endswith("?next=%2F")


def test_who_has_not_chosen_is_asked_for_his_organisation(anna: Person) -> None:
    client = anna.client()
    session = client.session
    del session["tenant"]
    session.save()
    assert client.get("/").url == page("choose_tenant")


def test_a_page_of_another_role_says_so_in_the_readers_language(ben: Person) -> None:
    response = ben.client().get(page("members"))
    assert response.status_code == 403
    assert "您无权查看" in response.content.decode()


def test_a_lost_role_works_at_the_next_request(anna: Person) -> None:
    auditor = person("dora", anna.tenant, "auditor")
    client = auditor.client()
    assert client.get(page("audit")).status_code == 200
    anna.client().post(page("suspend_member", member_id=auditor.principal.id))
    assert client.get(page("audit")).status_code == 302


def test_a_database_that_is_away_is_told_and_nothing_of_it_is_asked_again(
    anna_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(request: object) -> None:
        raise OperationalError

    monkeypatch.setattr(auth, "principal_of", away)
    response = anna_client.get(page("bots"))
    assert response.status_code == 503
    assert "暂时不可用" in response.content.decode()


def test_a_member_is_the_subject_of_his_own_questions(anna: Person) -> None:
    assert subject_of(anna.principal).ref == f"console:{anna.principal.id}"
