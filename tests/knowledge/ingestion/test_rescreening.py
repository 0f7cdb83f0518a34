"""A verdict is one of a lexicon version: when that changes, stored passages are judged anew, and search follows."""

from uuid import UUID

import pytest

from audit.models import Entry
from kit.models import OutboxItem
from kit.outbox import Work, run_due
from kit.scoping import tenant_scope
from knowledge import selectors
from knowledge.ingestion import machine, rescreening
from knowledge.ingestion.rescreening import KIND, rescreen
from knowledge.models import Base, Passage
from knowledge.types import BaseInfo
from moderation.services import add_entry, remove_entry, save_policy
from tenants.types import Principal, job_principal
from tests.knowledge.conftest import HANDBOOK, bring_in

RIGHTS = frozenset({"moderation.write", "platform.lexicon"})
STRICT = {"document": {"A": [{"action": "hold", "notice": "held"}]}, "notices": {"held": {"en": "Held back."}}}
QUESTION = "出差住宿的上限是多少"


@pytest.fixture
def warden(tenant_id: UUID) -> Principal:
    """Says what the tenant's documents may hold."""
    return job_principal(tenant_id=tenant_id, name="warden", scopes=RIGHTS)


@pytest.fixture
def strict(warden: Principal) -> None:
    with tenant_scope(warden.tenant_id):
        save_policy(policy_id=None, name="strict", rules=STRICT, default=True, by=warden)


def forbid(warden: Principal, term: str = "住宿每晚") -> UUID:
    with tenant_scope(warden.tenant_id):
        return add_entry(kind="term", text=term, category="A.3.c", by=warden).id


def found(keeper: Principal, base: BaseInfo) -> str:
    with tenant_scope(keeper.tenant_id):
        return "".join(each.text for each in selectors.search(question=QUESTION, base_ids=[base.id], principal=keeper))


def counts(base: BaseInfo) -> tuple[int, int, int]:
    row = Base.objects.get(id=base.id)
    return row.live_passages, row.live_terms, row.live_vectors


@pytest.mark.usefixtures("strict")
def test_a_new_term_takes_a_stored_passage_out_of_search_and_its_end_brings_it_back(
    keeper: Principal, base: BaseInfo, warden: Principal
) -> None:
    document = bring_in(keeper, base.id)
    assert "住宿每晚" in found(keeper, base)
    with tenant_scope(keeper.tenant_id):
        before = counts(base)
    entry = forbid(warden)
    run_due(warden.tenant_id)
    assert "住宿每晚" not in found(keeper, base)
    with tenant_scope(keeper.tenant_id):
        passages = selectors.version_passages(document.newest.id, principal=keeper)
        assert [each.withheld for each in passages] == ["", "A.3.c", ""]
        assert counts(base)[0] == before[0] - 1
        remove_entry(entry_id=entry, by=warden)
    run_due(warden.tenant_id)
    assert "住宿每晚" in found(keeper, base)
    with tenant_scope(keeper.tenant_id):
        assert counts(base) == before


def test_another_document_policy_judges_anew(keeper: Principal, base: BaseInfo, warden: Principal) -> None:
    bring_in(keeper, base.id)
    forbid(warden)
    run_due(warden.tenant_id)
    assert "住宿每晚" in found(keeper, base)
    with tenant_scope(warden.tenant_id):
        save_policy(policy_id=None, name="strict", rules=STRICT, default=True, by=warden)
    run_due(warden.tenant_id)
    assert "住宿每晚" not in found(keeper, base)


@pytest.mark.usefixtures("strict")
def test_a_passage_that_was_switched_off_stays_off_when_it_may_be_seen_again(
    keeper: Principal, base: BaseInfo, warden: Principal
) -> None:
    document = bring_in(keeper, base.id)
    entry = forbid(warden)
    run_due(warden.tenant_id)
    with tenant_scope(keeper.tenant_id):
        Passage.objects.filter(version_id=document.newest.id, category="A.3.c").update(switched_on=False)
        remove_entry(entry_id=entry, by=warden)
    run_due(warden.tenant_id)
    assert "住宿每晚" not in found(keeper, base)


@pytest.mark.usefixtures("strict")
def test_an_interrupted_round_goes_on_where_it_stopped_and_counts_nothing_twice(
    keeper: Principal, base: BaseInfo, warden: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(keeper, base.id)
    run_due(warden.tenant_id)
    monkeypatch.setattr(rescreening, "BATCH", 1)
    forbid(warden)
    work = Work(item_id=UUID(int=1), tenant_id=warden.tenant_id, payload={}, attempt=1)
    rounds: list[int] = []

    def killed(self: Work) -> None:
        rounds.append(1)
        if len(rounds) == 2:
            raise ZeroDivisionError

    monkeypatch.setattr(Work, "renew", killed)
    with pytest.raises(ZeroDivisionError):
        rescreen(work)
    rescreen(work)
    assert len(rounds) == 3
    rescreen(work)
    assert "住宿每晚" not in found(keeper, base)
    with tenant_scope(keeper.tenant_id):
        assert counts(base)[0] == 2
        assert Entry.objects.filter(event="knowledge.rescreened").count() == 1


@pytest.mark.usefixtures("strict")
def test_a_version_that_changes_meanwhile_begins_the_round_anew(
    keeper: Principal, base: BaseInfo, warden: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(keeper, base.id, text=HANDBOOK)
    run_due(warden.tenant_id)
    monkeypatch.setattr(rescreening, "BATCH", 1)
    forbid(warden, "打卡机")
    changed: list[UUID] = []

    def change(self: Work) -> None:
        if not changed:
            changed.append(forbid(warden, "年休假"))

    monkeypatch.setattr(Work, "renew", change)
    rescreen(Work(item_id=UUID(int=1), tenant_id=warden.tenant_id, payload={}, attempt=1))
    with tenant_scope(keeper.tenant_id):
        assert Passage.objects.exclude(verdict="allow").count() == 1
        assert Passage.objects.values("screened_with").distinct().count() == 1


@pytest.mark.usefixtures("strict")
def test_a_change_between_screening_and_activation_is_not_missed(
    keeper: Principal, base: BaseInfo, warden: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = machine.NEXT["screened"]

    def late(work: Work, item: object) -> None:
        forbid(warden)
        with tenant_scope(warden.tenant_id):
            OutboxItem.objects.filter(kind=KIND).delete()
        real(work, item)  # type: ignore[arg-type]

    monkeypatch.setitem(machine.NEXT, "screened", late)
    bring_in(keeper, base.id)
    assert "住宿每晚" not in found(keeper, base)
