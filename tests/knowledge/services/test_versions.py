"""Go back to a version, and say who answers for a document."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest

from audit.selectors import entries
from audit.types import Filters
from kit import clock
from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import NotInForce, NotReady
from knowledge.types import BaseInfo, DocumentInfo, VersionInfo
from tenants.errors import MayNot, NoSuchMember
from tenants.types import Principal
from tests.knowledge.conftest import bring_in

TEN, FIFTEEN = "# 假期\n\n每年享有十天年休假。", "# 假期\n\n每年享有十五天年休假。"


@pytest.fixture
def document(keeper: Principal, base: BaseInfo) -> DocumentInfo:
    """Ten days in its first version, fifteen in its second."""
    made = bring_in(keeper, base.id, TEN, name="leave.md")
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=made.id, content=BytesIO(FIFTEEN.encode()), by=keeper)
    run_due(keeper.tenant_id)
    return made


@pytest.fixture
def scoped(keeper: Principal) -> Iterator[None]:
    with tenant_scope(keeper.tenant_id):
        yield


def found(keeper: Principal, base: BaseInfo, at: datetime | None = None) -> list[str]:
    with tenant_scope(keeper.tenant_id):
        passages = selectors.search(question="年休假几天", base_ids=[base.id], principal=keeper, at=at)
    return [each.text for each in passages]


def first_of(document: DocumentInfo, keeper: Principal) -> VersionInfo:
    with tenant_scope(keeper.tenant_id):
        return selectors.versions(document.id, principal=keeper)[-1]


def go_back(keeper: Principal, version_id: UUID) -> VersionInfo:
    with tenant_scope(keeper.tenant_id):
        return services.roll_back(version_id=version_id, by=keeper)


def test_search_uses_the_older_version_at_once_and_the_newer_one_again_later(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    assert found(keeper, base) == ["每年享有十五天年休假。"]
    with tenant_scope(keeper.tenant_id):
        second, first = selectors.versions(document.id, principal=keeper)
    assert go_back(keeper, first.id).current
    assert found(keeper, base) == ["每年享有十天年休假。"]
    assert go_back(keeper, second.id).current
    assert found(keeper, base) == ["每年享有十五天年休假。"]


def test_what_is_uploaded_after_a_roll_back_comes_before_it(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    go_back(keeper, first_of(document, keeper).id)
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=document.id, content=BytesIO("每年享有二十天年休假。".encode()), by=keeper)
    run_due(keeper.tenant_id)
    assert found(keeper, base) == ["每年享有二十天年休假。"]


def test_going_back_is_on_record_and_going_to_where_one_is_is_not(keeper: Principal, document: DocumentInfo) -> None:
    first = first_of(document, keeper)
    go_back(keeper, first.id)
    go_back(keeper, first.id)
    with tenant_scope(keeper.tenant_id):
        said = [each for each in entries(Filters()).entries if each.event == "knowledge.rolled_back"]
    assert len(said) == 1
    assert said[0].data["before"] == 2


def test_nobody_goes_back_to_what_has_ended_or_was_never_ready(keeper: Principal, document: DocumentInfo) -> None:
    first = first_of(document, keeper)
    with tenant_scope(keeper.tenant_id):
        services.set_validity(
            version_id=first.id, valid_from=None, valid_until=datetime(2020, 1, 1, tzinfo=UTC), by=keeper
        )
        with pytest.raises(NotInForce):
            services.roll_back(version_id=first.id, by=keeper)
        waiting = services.add_version(document_id=document.id, content=BytesIO(b"x"), by=keeper)
        with pytest.raises(NotReady):
            services.roll_back(version_id=waiting.id, by=keeper)


def test_a_reader_may_not_go_back(keeper: Principal, reader: Principal, document: DocumentInfo) -> None:
    with tenant_scope(keeper.tenant_id), pytest.raises(MayNot):
        services.roll_back(version_id=document.newest.id, by=reader)


def test_a_version_that_has_ended_is_out_at_the_minute_and_no_older_one_comes_back(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    end = clock.now() + timedelta(days=2)
    with tenant_scope(keeper.tenant_id):
        newest = selectors.versions(document.id, principal=keeper)[0]
        services.set_validity(version_id=newest.id, valid_from=None, valid_until=end, by=keeper)
    assert found(keeper, base, at=end - timedelta(seconds=1)) == ["每年享有十五天年休假。"]
    assert found(keeper, base, at=end) == []
    with clock.freeze(end), tenant_scope(keeper.tenant_id):
        assert selectors.document(document.id, principal=keeper).version == 0


def test_a_version_of_the_future_comes_in_at_the_minute(
    keeper: Principal, base: BaseInfo, document: DocumentInfo
) -> None:
    start = clock.now() + timedelta(days=2)
    with tenant_scope(keeper.tenant_id):
        newest = selectors.versions(document.id, principal=keeper)[0]
        services.set_validity(version_id=newest.id, valid_from=start, valid_until=None, by=keeper)
    assert found(keeper, base, at=start - timedelta(seconds=1)) == ["每年享有十天年休假。"]
    assert found(keeper, base, at=start) == ["每年享有十五天年休假。"]


@pytest.mark.usefixtures("scoped")
def test_an_owner_is_a_member(keeper: Principal, document: DocumentInfo) -> None:
    with pytest.raises(NoSuchMember):
        services.set_care(document_id=document.id, owner=new_id(), review_on=None, by=keeper)
    saved = services.set_care(document_id=document.id, owner=None, review_on=date(2027, 1, 1), by=keeper)
    assert saved.review_on == date(2027, 1, 1)


@pytest.mark.usefixtures("scoped")
def test_who_uploaded_a_version_is_on_it(keeper: Principal, document: DocumentInfo) -> None:
    assert {each.added_by for each in selectors.versions(document.id, principal=keeper)} == {keeper.actor}
