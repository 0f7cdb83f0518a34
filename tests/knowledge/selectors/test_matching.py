"""A question meets the pair that answers it: in force, for this person, and with what it rests on."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from kit import clock
from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import BaseInfo, Filters, PairMatch, PairSource
from moderation.services import add_entry, save_policy
from tenants.types import Principal, job_principal
from tests.knowledge.conftest import FIFTEEN, bring_in
from tests.knowledge.pairs import ANSWER, QUESTIONS, pair_in

STRICT = {"document": {"A": [{"action": "hold", "notice": "held"}]}, "notices": {"held": {"en": "Held back."}}}

pytestmark = pytest.mark.django_db(transaction=True)


def match(reader: Principal, base: BaseInfo, question: str, **attributes: str) -> PairMatch | None:
    with tenant_scope(reader.tenant_id):
        return selectors.match_pair(question, [base.id], reader, filters=Filters(attributes=attributes))


def test_the_nearest_phrasing_is_named(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id)
    pair_in(keeper, base.id, "病假工资怎么算", answer="按八成发。")
    found = match(keeper, base, "请问病假的工资如何计算")
    assert found is not None
    assert found.phrasing == "病假工资怎么算"


def test_a_pair_for_some_people_needs_to_know_that_one_is_of_them(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id, audience={"City": ["上海"]})
    assert match(keeper, base, QUESTIONS[0]) is None
    assert match(keeper, base, QUESTIONS[0], city="北京") is None
    assert match(keeper, base, QUESTIONS[0], city="上海") is not None


def test_a_pair_that_is_not_in_force_yet_answers_nobody(keeper: Principal, base: BaseInfo) -> None:
    begins = clock.now() + timedelta(days=1)
    pair_in(keeper, base.id, validity=(begins, None))
    assert match(keeper, base, QUESTIONS[0]) is None
    with clock.freeze(begins + timedelta(seconds=1)):
        assert match(keeper, base, QUESTIONS[0]) is not None


def forbid(keeper: Principal) -> None:
    """A term that documents may not hold, under a policy that says so."""
    rights = frozenset({"moderation.write", "platform.lexicon"})
    by = job_principal(tenant_id=keeper.tenant_id, name="warden", scopes=rights)
    with tenant_scope(keeper.tenant_id):
        save_policy(policy_id=None, name="strict", rules=STRICT, default=True, by=by)
        add_entry(kind="term", text="glimmerfish", category="A.3.c", by=by)


def test_a_pair_that_the_document_policy_stops_answers_nobody(keeper: Principal, base: BaseInfo) -> None:
    forbid(keeper)
    made = pair_in(keeper, base.id, answer="The glimmerfish.")
    assert (made.withheld != "", made.live) == (True, False)
    assert match(keeper, base, QUESTIONS[0]) is None


def test_a_word_that_is_forbidden_later_withdraws_the_pair(keeper: Principal, base: BaseInfo) -> None:

    pair_in(keeper, base.id, answer="The glimmerfish.")
    forbid(keeper)
    run_due(keeper.tenant_id)
    assert match(keeper, base, QUESTIONS[0]) is None


def grounded(keeper: Principal, base: BaseInfo) -> PairSource:
    """A document, one of whose passages is what a pair rests on."""
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        (ground, *_) = selectors.search(question="年休假几天", base_ids=[base.id], principal=keeper)
    return PairSource(
        document_id=document.id, version_id=ground.version_id, passage_id=ground.id, document=document.name, version=1
    )


def test_the_passages_behind_a_pair_come_with_it(keeper: Principal, base: BaseInfo) -> None:
    source = grounded(keeper, base)
    pair_in(keeper, base.id, source=source)
    found = match(keeper, base, QUESTIONS[0])
    assert found is not None
    assert [each.id for each in found.sources] == [source.passage_id]
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=source.document_id, by=keeper)
    found = match(keeper, base, QUESTIONS[0])
    assert found is not None
    assert (found.sources, found.passage.text) == ((), ANSWER)


def test_no_base_and_no_words_meet_nothing(keeper: Principal, base: BaseInfo) -> None:
    pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        assert selectors.match_pair("？", [base.id], keeper) is None
        assert selectors.match_pair(QUESTIONS[0], [], keeper) is None


def test_a_passage_that_a_newer_version_replaced_stands_behind_no_answer(keeper: Principal, base: BaseInfo) -> None:
    source = grounded(keeper, base)
    pair_in(keeper, base.id, source=source)
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=source.document_id, content=BytesIO(FIFTEEN.encode()), by=keeper)
    run_due(keeper.tenant_id)
    found = match(keeper, base, QUESTIONS[0])
    assert found is not None
    assert found.sources == ()


def test_what_was_drafted_from_a_closed_document_is_closed_too(
    keeper: Principal, reader: Principal, base: BaseInfo
) -> None:
    source, group = grounded(keeper, base), new_id()
    with tenant_scope(keeper.tenant_id):
        services.set_document_access(document_id=source.document_id, groups=[group], by=keeper)
    pair_in(keeper, base.id, source=source)
    assert match(reader, base, QUESTIONS[0]) is None
    assert match(replace(reader, groups=frozenset({group})), base, QUESTIONS[0]) is not None
