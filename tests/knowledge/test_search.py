"""Search finds what answers, of the asking tenant, in the bases that the asker may read, in versions in force."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import models, selectors, services
from knowledge.ranking import Ranked, rank
from knowledge.selectors import searching
from knowledge.types import BaseInfo, Passage
from tenants.services import create_group
from tenants.types import Principal
from tests.knowledge.conftest import HANDBOOK, bring_in, keeper_of

QUESTION = "住宿报销上限是多少？"


def ask(principal: Principal, base: BaseInfo, question: str = QUESTION, **more: object) -> tuple[Passage, ...]:
    with tenant_scope(principal.tenant_id):
        return selectors.search(question=question, base_ids=[base.id], principal=principal, **more)  # type: ignore[arg-type]


def test_the_passage_that_answers_comes_first(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    best = ask(keeper, base)[0]
    assert "四百五十元" in best.text
    assert best.path.endswith("差旅报销")
    assert (best.document, best.version) == ("handbook.md", 1)
    assert 0 < best.score <= 1
    assert best.arms["lexical"] > 0
    assert best.arms["dense"] > 0


def test_traditional_and_full_width_questions_find_simplified_text(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id, text="# A\n\n员工编号以 AB12 开头。\n\n# B\n\n会议室须提前预订。")
    assert "AB12" in ask(keeper, base, "員工編號 ＡＢ１２")[0].text


def test_nothing_less_than_the_limit_where_the_base_holds_as_much(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    everything = ask(keeper, base, limit=50)
    assert len(everything) == 3
    assert len(ask(keeper, base, "zebra", limit=3)) == 3
    assert len(ask(keeper, base, limit=2)) == 2


def test_another_tenants_base_gives_nothing(keeper: Principal, base: BaseInfo, other_tenant_id: UUID) -> None:
    bring_in(keeper, base.id)
    assert ask(keeper_of(other_tenant_id), base) == ()
    with tenant_scope(other_tenant_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM knowledge_search('{}', '{}', array_fill(0.04::real, ARRAY[512])::vector::halfvec,"
            " 'use-multilingual-3:512:1', %s::uuid[], '{}', true, now(), '{}', 10)",
            [[base.id]],
        )
        assert cursor.fetchone() == (0,)


def test_without_a_tenant_the_function_raises(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="no tenant in scope"):
        cursor.execute(
            "SELECT * FROM knowledge_search('{}', '{}', NULL, 'x', %s, '{}', true, now(), '{}', 10)", [[base.id]]
        )


def test_the_application_may_not_call_the_helper_that_takes_a_tenant(tenant_id: UUID) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, tenant_scope(tenant_id), connection.cursor() as cursor:
        cursor.execute("SELECT knowledge_not_in_force(%s, now())", [tenant_id])


def test_a_base_with_groups_is_found_by_their_members_only(
    keeper: Principal, base: BaseInfo, reader: Principal
) -> None:
    bring_in(keeper, base.id)
    assert ask(reader, base)
    owner = replace(keeper, roles=frozenset({"owner"}))
    with tenant_scope(keeper.tenant_id):
        group = create_group(name="HR", by=owner)
        services.save_base(base_id=base.id, groups=[group.id], by=keeper)
    assert ask(reader, base) == ()
    assert ask(replace(reader, groups=frozenset({new_id()})), base) == ()
    assert ask(replace(reader, groups=frozenset({group.id})), base)
    assert ask(keeper, base)


def test_a_passage_that_is_switched_off_is_not_found_until_it_is_on_again(keeper: Principal, base: BaseInfo) -> None:
    bring_in(keeper, base.id)
    best = ask(keeper, base)[0]
    with tenant_scope(keeper.tenant_id):
        services.switch_passage(passage_id=best.id, on=False, by=keeper)
    assert best.id not in {found.id for found in ask(keeper, base)}
    with tenant_scope(keeper.tenant_id):
        services.switch_passage(passage_id=best.id, on=True, by=keeper)
    assert ask(keeper, base)[0].id == best.id


def test_a_deleted_document_is_not_found_and_leaves_no_counts(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=document.id, by=keeper)
        assert selectors.base(base.id, principal=keeper).passages == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(passages), 0), count(*) FROM knowledge_termcount")
            assert cursor.fetchone()[0] == 0
            cursor.execute("SELECT count(*) FROM knowledge_passagevector")
            assert cursor.fetchone() == (0,)
    assert ask(keeper, base) == ()


def test_search_sees_the_version_that_is_in_force_at_the_moment(keeper: Principal, base: BaseInfo) -> None:
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    document = bring_in(keeper, base.id)
    bring_in_version(keeper, document.id, HANDBOOK.replace("四百五十元", "六百元"), valid_from=new_year)
    assert "四百五十元" in ask(keeper, base, at=new_year - timedelta(days=1))[0].text
    assert "六百元" in ask(keeper, base, at=new_year)[0].text
    assert len(ask(keeper, base, at=new_year, limit=50)) == 3


def test_a_version_out_of_its_time_is_not_found(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        ended = datetime(2020, 1, 1, tzinfo=UTC)
        services.set_validity(version_id=document.newest.id, valid_from=None, valid_until=ended, by=keeper)
    assert ask(keeper, base) == ()
    assert ask(keeper, base, at=ended - timedelta(days=1))


def test_a_question_of_control_characters_or_without_words_finds_by_meaning_or_nothing(
    keeper: Principal, base: BaseInfo
) -> None:
    bring_in(keeper, base.id)
    assert ask(keeper, base, "   ") == ()
    assert len(ask(keeper, base, "\x00\x07？！" + "。" * 5000)) == 3
    assert len(ask(keeper, base, "报销" * 500_000)) == 3


def bring_in_version(keeper: Principal, document_id: UUID, text: str, **more: object) -> None:
    with tenant_scope(keeper.tenant_id):
        services.add_version(document_id=document_id, content=BytesIO(text.encode()), by=keeper, **more)  # type: ignore[arg-type]
    run_due(keeper.tenant_id)


def test_a_base_that_is_deleted_under_a_running_search_gives_nothing_and_no_error(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(keeper, base.id)

    def delete() -> None:
        with tenant_scope(keeper.tenant_id):
            services.delete_base(base_id=base.id, by=keeper)
        connection.close()

    def rank_late(*given: object) -> list[Ranked]:
        with ThreadPoolExecutor(max_workers=1) as beside:
            beside.submit(delete).result()
        return rank(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "rank", rank_late)
    assert ask(keeper, base) == ()
    with tenant_scope(keeper.tenant_id):
        assert not models.PassageTerms.objects.filter(base_id=base.id).exists()
        assert not models.PassageVector.objects.filter(base_id=base.id).exists()
        assert not models.TermCount.objects.filter(base_id=base.id).exists()


def test_a_question_without_meaning_or_without_words_is_answered_by_the_other_arm(
    keeper: Principal, base: BaseInfo
) -> None:
    bring_in(keeper, base.id)
    asked = selectors.prepare(QUESTION)
    with tenant_scope(keeper.tenant_id):
        for part in (replace(asked, meaning=""), replace(asked, weights={})):
            best = selectors.search(question=part, base_ids=[base.id], principal=keeper)[0]
            assert "四百五十元" in best.text
