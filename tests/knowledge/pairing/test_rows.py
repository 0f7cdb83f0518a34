"""Versions of pairs are indexed once, in batches, and only those of approved pairs become ready."""

import pytest

from kit.outbox import Work, run_due
from kit.scoping import tenant_scope
from knowledge import services
from knowledge.models import DocumentVersion, Passage, PassageTerms, PassageVector
from knowledge.pairing import rows
from knowledge.types import BaseInfo
from moderation.errors import ModerationBroken
from tenants.types import Principal
from tests.knowledge.pairs import QUESTIONS, pair_in, seen

pytestmark = pytest.mark.django_db(transaction=True)


def work(keeper: Principal, version_id: object, attempt: int = 1) -> Work:
    payload = {"versions": [str(version_id)]}
    return Work(item_id=keeper.id, tenant_id=keeper.tenant_id, payload=payload, attempt=attempt)


def test_each_phrasing_has_a_vector_of_its_own_and_the_answer_follows(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        parts = PassageVector.objects.filter(passage_id=made.passage_id).order_by("part").values_list("part", flat=True)
        assert list(parts) == [0, 1, 2]
        assert PassageTerms.objects.get(passage_id=made.passage_id).live


def test_indexing_twice_changes_nothing(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    rows.index(work(keeper, made.version_id))
    with tenant_scope(keeper.tenant_id):
        assert PassageVector.objects.count() == len(QUESTIONS) + 1
    assert seen(keeper, made.id).live


def test_a_version_that_is_gone_is_no_error(keeper: Principal, base: BaseInfo) -> None:
    made = pair_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_pair(pair_id=made.id, by=keeper)
    rows.index(work(keeper, made.version_id))
    with tenant_scope(keeper.tenant_id):
        assert not Passage.objects.exists()


def test_an_older_version_that_is_indexed_late_does_not_take_over(keeper: Principal, base: BaseInfo) -> None:
    with tenant_scope(keeper.tenant_id):
        made = services.create_pair(base_id=base.id, questions=QUESTIONS, answer="old", by=keeper, state="approved")
        services.save_pair(pair_id=made.id, questions=QUESTIONS, answer="new", by=keeper)
    run_due(keeper.tenant_id)
    rows.index(work(keeper, made.version_id))
    with tenant_scope(keeper.tenant_id):
        live = DocumentVersion.objects.filter(live=True).values_list("number", flat=True)
        assert list(live) == [2]


def test_a_broken_moderator_leaves_the_pair_unanswered(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant_scope(keeper.tenant_id):
        made = services.create_pair(base_id=base.id, questions=QUESTIONS, answer="a", by=keeper, state="approved")

    def broken(*args: object, **named: object) -> None:
        raise ModerationBroken

    monkeypatch.setattr(rows, "screen_for", broken)
    with pytest.raises(ModerationBroken):
        rows.index(work(keeper, made.version_id, attempt=8))
    held = seen(keeper, made.id)
    assert (held.live, held.problem != "") == (False, True)
