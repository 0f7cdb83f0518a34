"""What a decision about an overlap does, and that it can be taken back."""

import pytest

from kit.scoping import tenant_scope
from knowledge import liveness, selectors, services
from knowledge.errors import AlreadyDecided
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import FIFTEEN, Compared, bring_in


def found(keeper: Principal, base: BaseInfo) -> set[str]:
    with tenant_scope(keeper.tenant_id):
        passages = selectors.search(question="年休假有几天", base_ids=[base.id], principal=keeper)
    return {each.document for each in passages}


@pytest.mark.usefixtures("both")
def test_what_was_kept_is_not_asked_again_when_a_new_version_says_the_same(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        assert services.keep_both(overlap_id=conflict.id, by=keeper).state == "kept"
    bring_in(keeper, base.id, FIFTEEN, name="新版.md")
    assert [each.kind for each in compared() if each.kind != "duplicate"] == []


@pytest.mark.usefixtures("both")
def test_a_superseded_passage_is_out_of_search_until_the_decision_is_taken_back(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        services.supersede(overlap_id=conflict.id, outdated="first", reach="passage", by=keeper)
    assert found(keeper, base) == {"新.md"}
    with tenant_scope(keeper.tenant_id):
        assert services.reopen_overlap(overlap_id=conflict.id, by=keeper).state == "open"
    assert found(keeper, base) == {"旧.md", "新.md"}


@pytest.mark.usefixtures("both")
def test_a_superseded_document_ends_until_the_decision_is_taken_back(
    keeper: Principal, base: BaseInfo, compared: Compared
) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        services.supersede(overlap_id=conflict.id, outdated="first", reach="document", by=keeper)
    assert found(keeper, base) == {"新.md"}
    with tenant_scope(keeper.tenant_id):
        services.reopen_overlap(overlap_id=conflict.id, by=keeper)
    assert found(keeper, base) == {"旧.md", "新.md"}


@pytest.mark.usefixtures("both")
def test_a_scope_is_on_the_passages_and_can_be_taken_back(keeper: Principal, compared: Compared) -> None:
    [conflict] = compared()
    with tenant_scope(keeper.tenant_id):
        scoped = services.scope_overlap(overlap_id=conflict.id, first={"city": ["北京"]}, by=keeper)
        assert dict(scoped.first.passage.audience) == {"city": ("北京",)}
        with pytest.raises(AlreadyDecided):
            services.keep_both(overlap_id=conflict.id, by=keeper)
        opened = services.reopen_overlap(overlap_id=conflict.id, by=keeper)
        assert dict(opened.first.passage.audience) == {}


@pytest.mark.usefixtures("both")
def test_only_a_decision_that_changes_what_is_found_is_told_to_followers(
    keeper: Principal, base: BaseInfo, compared: Compared, monkeypatch: pytest.MonkeyPatch
) -> None:
    [conflict] = compared()
    told: list[object] = []
    monkeypatch.setattr(liveness, "_followers", [told.append])
    with tenant_scope(keeper.tenant_id):
        services.keep_both(overlap_id=conflict.id, by=keeper)
        services.reopen_overlap(overlap_id=conflict.id, by=keeper)
        assert told == []
        services.supersede(overlap_id=conflict.id, outdated="first", reach="passage", by=keeper)
    assert told == [[base.id]]
