"""Pairs are listed for those who may read them, searched by question and answer, and found again from a citation."""

import pytest

from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import PairNotFound
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.pairs import pair_in

pytestmark = pytest.mark.django_db(transaction=True)


def questions(reader: Principal, base: BaseInfo, **asked: object) -> list[str]:
    with tenant_scope(reader.tenant_id):
        found = selectors.pairs(base.id, principal=reader, **asked)  # type: ignore[arg-type]
    return [each.questions[0] for each in found]


def test_the_newest_comes_first_and_the_rest_after_it(keeper: Principal, base: BaseInfo) -> None:
    first, second = pair_in(keeper, base.id, "a"), pair_in(keeper, base.id, "b")
    assert questions(keeper, base, limit=1) == ["b"]
    assert questions(keeper, base, after=second.id) == ["a"]
    assert questions(keeper, base, after=first.id) == []


def test_every_phrasing_and_the_answer_are_searched(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "年假几天", "可以休多久", answer="十天。")
    assert questions(keeper, base, search="休多久？") == ["年假几天"]
    assert questions(keeper, base, search="十天") == ["年假几天"]
    assert questions(keeper, base, search="停车") == []


def test_what_an_earlier_version_said_is_not_found(keeper: Principal, base: BaseInfo) -> None:

    made = pair_in(keeper, base.id, "old words")
    with tenant_scope(keeper.tenant_id):
        services.save_pair(pair_id=made.id, questions=["new words"], answer="x", by=keeper)
    assert questions(keeper, base, search="old") == []


def test_readers_see_approved_pairs_only(keeper: Principal, reader: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, "approved")
    pair_in(keeper, base.id, "draft", state="draft")
    assert questions(reader, base) == ["approved"]
    assert questions(keeper, base, state="draft") == ["draft"]


def test_a_citation_leads_back_to_the_pair(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        assert selectors.pair_of_document(made.document_id, principal=keeper).id == made.id
        with pytest.raises(PairNotFound):
            selectors.pair_of_document(made.id, principal=keeper)
