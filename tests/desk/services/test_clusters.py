"""What an editor may decide about a question."""

import pytest

from desk.errors import ClusterNotFound
from desk.selectors import cluster
from desk.services import settle_cluster
from kit.errors import Invalid
from kit.ids import new_id
from tenants.errors import MayNot
from tests.cast import Person
from tests.desk.conftest import Desk


def test_a_question_is_put_aside_and_back(desk: Desk, anna: Person, dora: Person) -> None:
    found = desk.missed(anna, anna)
    for state in ("off_topic", "open", "refuse"):
        desk.unit(settle_cluster, cluster_id=found, state=state, by=dora.principal)
        assert desk.unit(cluster, found).state == state


@pytest.mark.parametrize("state", ["answered", "waiting", "counted", "gone"])
def test_what_follows_from_drafts_is_not_set_by_hand(desk: Desk, anna: Person, dora: Person, state: str) -> None:
    found = desk.missed(anna, anna)
    with pytest.raises(Invalid):
        desk.unit(settle_cluster, cluster_id=found, state=state, by=dora.principal)


def test_only_editors_decide_and_only_about_what_is_there(desk: Desk, anna: Person, dora: Person, otto: Person) -> None:
    found = desk.missed(anna, anna)
    with pytest.raises(MayNot):
        desk.unit(settle_cluster, cluster_id=found, state="off_topic", by=otto.principal)
    with pytest.raises(ClusterNotFound):
        desk.unit(settle_cluster, cluster_id=new_id(), state="off_topic", by=dora.principal)
