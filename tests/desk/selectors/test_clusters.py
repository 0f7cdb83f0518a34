"""The editors' list: often and lately first, each with what an editor has to see."""

from datetime import timedelta

import pytest

from chat.services import delete_bot
from desk.errors import ClusterNotFound
from desk.selectors import cluster, cluster_view, clusters, clusters_count
from desk.selectors.clusters import HALF_LIFE_DAYS, weight
from kit import clock
from kit.ids import new_id
from knowledge.services import delete_document
from tests.cast import Person, job
from tests.desk.conftest import UNKNOWN, Desk


def test_an_old_question_weighs_less_than_a_fresh_one() -> None:
    fresh = weight(2, clock.now())
    old = weight(2, clock.now() - timedelta(days=HALF_LIFE_DAYS))
    assert fresh == pytest.approx(2, rel=0.01)
    assert old == pytest.approx(1, rel=0.01)


def test_what_is_asked_more_stands_first(desk: Desk, anna: Person) -> None:
    desk.missed(anna, anna, question="宠物可以带进办公室养吗？")
    desk.missed(anna, anna, anna)
    assert [each.asks for each in desk.unit(clusters).items] == [3, 2]
    assert desk.unit(clusters, limit=1).more
    assert desk.unit(clusters_count) == 2


def test_the_view_holds_wordings_answer_and_label(desk: Desk, anna: Person) -> None:
    found = desk.missed(anna, anna)
    view = desk.unit(cluster_view, found, reader=anna.principal)
    assert [each.question for each in view.asked] == [UNKNOWN] * 2
    assert view.outcome == "not_in_material"
    assert view.label


def test_passages_that_are_gone_are_left_out(desk: Desk, anna: Person) -> None:
    found = desk.missed(anna, anna)
    assert desk.unit(cluster_view, found, reader=anna.principal).passages
    desk.unit(delete_document, document_id=desk.stock.document_id, by=job(desk.tenant))
    assert desk.unit(cluster_view, found, reader=anna.principal).passages == ()


def test_a_deleted_bot_takes_its_questions_along(desk: Desk, anna: Person) -> None:
    found = desk.missed(anna, anna)
    bot_id = desk.unit(cluster, found).bot_id
    desk.unit(delete_bot, bot_id=bot_id, by=job(desk.tenant))
    assert desk.unit(clusters).items == ()
    with pytest.raises(ClusterNotFound):
        desk.unit(cluster, found)
    with pytest.raises(ClusterNotFound):
        desk.unit(cluster, new_id())
