"""A sheet that waits is seen by its tenant only, beside what the base answers at that moment."""

import pytest

from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import ImportNotFound
from knowledge.pairing.previews import PairRow
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import keeper_of
from tests.knowledge.pairs import pair_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_waiting_sheet_follows_what_the_base_answers(keeper: Principal, base: BaseInfo) -> None:
    row = PairRow(number=2, questions=("停车要钱吗",), answer="不要。")
    with tenant_scope(keeper.tenant_id):
        made = services.preview_import(base_id=base.id, name="p.csv", rows=[row], by=keeper)
    pair = pair_in(keeper, base.id, "停车要钱吗？")
    with tenant_scope(keeper.tenant_id):
        sheet = selectors.pair_import(made.id, principal=keeper)
    assert (made.new, sheet.new) == (1, 0)
    assert sheet.rows[0].known == pair.id


def test_another_tenants_sheet_is_not_there(keeper: Principal, base: BaseInfo, other_tenant_id: object) -> None:
    with tenant_scope(keeper.tenant_id):
        made = services.preview_import(base_id=base.id, name="p.csv", rows=[], by=keeper)
    stranger = keeper_of(other_tenant_id)  # type: ignore[arg-type]
    with tenant_scope(stranger.tenant_id), pytest.raises(ImportNotFound):
        selectors.pair_import(made.id, principal=stranger)
