"""Whom a document is for, as its keeper says it."""

from http import HTTPStatus

from django.test import Client

from kit.scoping import tenant_scope
from knowledge.selectors import document
from tenants.services import create_group
from tests.cast import Person
from tests.console.conftest import page, said
from tests.stocked import Stock


def test_tags_and_readers_are_saved_and_shown(english: Client, anna: Person, handbook: Stock) -> None:
    with tenant_scope(anna.tenant.id):
        group = create_group(name="HR", by=anna.principal)
    given = {"tags": "leave，HR", "groups": [str(group.id)]}
    text = said(english, page("reach", document_id=handbook.document_id), given)
    assert "Read by 1 group." in text
    with tenant_scope(anna.tenant.id):
        saved = document(handbook.document_id, principal=anna.principal)
    assert saved.tags == ("HR", "leave")
    assert saved.groups == {group.id}
    form = english.get(page("reach", document_id=handbook.document_id)).content.decode()
    assert "HR, leave" in form


def test_a_document_of_another_group_is_not_there(english: Client, anna: Person, handbook: Stock, ben: Person) -> None:
    ben_client, address = ben.client(), page("document", document_id=handbook.document_id)
    assert ben_client.get(address).status_code == HTTPStatus.OK
    with tenant_scope(anna.tenant.id):
        group = create_group(name="HR", by=anna.principal)
    said(english, page("reach", document_id=handbook.document_id), {"groups": [str(group.id)]})
    assert ben_client.get(address).status_code == HTTPStatus.NOT_FOUND
