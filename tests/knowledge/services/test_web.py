"""Who may add web pages, and which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kit.errors import Invalid
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import AddressBad, BaseNotFound, TooManyAddresses, WebSourceBusy, WebSourceNotFound
from knowledge.services.web import MOST_ADDRESSES
from knowledge.types import BaseInfo, WebSourceInfo
from tenants.errors import MayNot
from tenants.types import Principal
from tests.knowledge.conftest import keeper_of

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = "https://8.8.8.8/"


def add(by: Principal, base_id: UUID, *addresses: str, kind: str = "list", every: str = "weekly") -> WebSourceInfo:
    with tenant_scope(by.tenant_id):
        return services.add_web_source(base_id=base_id, kind=kind, addresses=addresses, every=every, by=by)


def test_addresses_are_kept_once_and_due_again(keeper: Principal, base: BaseInfo) -> None:
    source = add(keeper, base.id, f"{PUBLIC}a", f" {PUBLIC}a#x ", "", f"{PUBLIC}b")
    assert (source.counts, source.reading) == ({"waiting": 2}, True)
    assert source.due_at is not None
    assert (source.due_at - source.created_at).days in (6, 7)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://a:b@8.8.8.8/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_an_address_that_is_not_public_is_refused(
    keeper: Principal, base: BaseInfo, address: str, settings: Any
) -> None:
    settings.PRIVATE_ADDRESSES = False
    with pytest.raises(AddressBad):
        add(keeper, base.id, address)


@pytest.mark.parametrize(
    ("addresses", "kind", "every"),
    [
        ((), "list", "off"),
        ((f"{PUBLIC}a", f"{PUBLIC}b"), "sitemap", "off"),
        ((PUBLIC,), "x", "off"),
        ((PUBLIC,), "list", "x"),
    ],
)
def test_what_makes_no_sense_is_refused(
    keeper: Principal, base: BaseInfo, addresses: tuple[str, ...], kind: str, every: str
) -> None:
    with pytest.raises(Invalid):
        add(keeper, base.id, *addresses, kind=kind, every=every)


def test_a_list_has_an_end(keeper: Principal, base: BaseInfo) -> None:
    with pytest.raises(TooManyAddresses):
        add(keeper, base.id, *(f"{PUBLIC}{number}" for number in range(MOST_ADDRESSES + 1)))


def test_a_reading_under_way_is_not_begun_again(keeper: Principal, base: BaseInfo) -> None:
    source = add(keeper, base.id, PUBLIC)
    with tenant_scope(keeper.tenant_id), pytest.raises(WebSourceBusy):
        services.read_web_source(source_id=source.id, by=keeper)


def test_off_is_never_due(keeper: Principal, base: BaseInfo) -> None:
    source = add(keeper, base.id, PUBLIC)
    with tenant_scope(keeper.tenant_id):
        assert services.set_web_schedule(source_id=source.id, every="off", by=keeper).due_at is None


def test_a_reader_can_only_look(keeper: Principal, reader: Principal, base: BaseInfo) -> None:
    source = add(keeper, base.id, PUBLIC)
    with pytest.raises(MayNot):
        add(reader, base.id, PUBLIC)
    with tenant_scope(reader.tenant_id):
        assert len(selectors.web_sources(base.id, principal=reader)) == 1
        with pytest.raises(MayNot):
            services.delete_web_source(source_id=source.id, by=reader)


def test_another_tenant_sees_nothing(keeper: Principal, base: BaseInfo, other_tenant_id: UUID) -> None:
    source, stranger = add(keeper, base.id, PUBLIC), keeper_of(other_tenant_id)
    with pytest.raises(BaseNotFound):
        add(stranger, base.id, PUBLIC)
    with tenant_scope(other_tenant_id):
        assert selectors.web_sources(base.id, principal=stranger) == ()
        for call in (services.read_web_source, services.delete_web_source):
            with pytest.raises(WebSourceNotFound):
                call(source_id=source.id, by=stranger)


def test_a_base_takes_its_web_pages_along(keeper: Principal, base: BaseInfo) -> None:
    source = add(keeper, base.id, PUBLIC)
    with tenant_scope(keeper.tenant_id):
        services.delete_base(base_id=base.id, by=keeper)
        with pytest.raises(WebSourceNotFound):
            selectors.web_source(source.id, principal=keeper)
