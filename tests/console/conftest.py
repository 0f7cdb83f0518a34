"""A tenant with a handbook, and a short way to its pages."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Person
from tests.stocked import Stock, stock


@pytest.fixture
def handbook(transactional_db: None, anna: Person) -> Stock:
    return stock(anna.tenant)


@pytest.fixture
def english(anna: Person) -> Client:
    """Anna, who owns the tenant, reading English."""
    client = anna.client()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def page(name: str, **arguments: object) -> str:
    return reverse(f"console:{name}", kwargs=arguments)


def said(client: Client, address: str, data: dict[str, object] | None = None) -> str:
    """The page at the end of a form, redirects followed."""
    return client.post(address, data or {}, follow=True).content.decode()
