"""A tenant with a keeper of the knowledge, an open base, and ways to bring documents in."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kit import clock
from kit.ids import new_id
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.types import BaseInfo, DocumentInfo, OverlapInfo
from tenants.services import create_tenant
from tenants.types import Principal

HANDBOOK = """# 员工手册

## 年休假

入职满一年的员工每年享有十天年休假。年休假应在当年十二月三十一日前休完，经主管批准可延至次年二月底。

## 差旅报销

出差住宿每晚上限为四百五十元，须凭发票报销。市内交通按实际金额报销。

## 考勤

上班时间为上午九点至下午六点，迟到超过三十分钟按半天事假处理。
"""


@pytest.fixture
def tenant_id(transactional_db: None) -> UUID:
    return create_tenant(slug="acme", name="Acme").id


@pytest.fixture
def other_tenant_id(transactional_db: None) -> UUID:
    return create_tenant(slug="rival", name="Rival").id


def keeper_of(tenant_id: UUID) -> Principal:
    return Principal(
        tenant_id=tenant_id, kind="member", id=new_id(), name="Keeper", roles=frozenset({"knowledge_editor"})
    )


@pytest.fixture
def keeper(tenant_id: UUID) -> Principal:
    return keeper_of(tenant_id)


@pytest.fixture
def reader(tenant_id: UUID) -> Principal:
    """A member without rights over the knowledge and without groups."""
    return Principal(tenant_id=tenant_id, kind="member", id=new_id(), name="Reader", roles=frozenset({"member"}))


@pytest.fixture(autouse=True)
def files_of_its_own(tmp_path: Path, settings: Any) -> Path:
    """Uploaded files of a test lie in its own folder."""
    folder = tmp_path / "media"
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return folder


@pytest.fixture
def base(keeper: Principal) -> BaseInfo:
    with tenant_scope(keeper.tenant_id):
        return services.create_base(slug="rules", name="Rules", by=keeper)


Upload = Callable[..., DocumentInfo]


def bring_in(
    keeper: Principal, base_id: UUID, text: str = HANDBOOK, name: str = "handbook.md", **more: Any
) -> DocumentInfo:
    """Upload and ingest; the document as it stands then."""
    with tenant_scope(keeper.tenant_id):
        made = services.add_document(base_id=base_id, name=name, content=BytesIO(text.encode()), by=keeper, **more)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        return selectors.document(made.id, principal=keeper)


TEN = "# 休假\n\n员工入职满一年,每年享有十天年休假。\n"
FIFTEEN = "# 休假\n\n入职满一年的员工每年可休年休假15天。\n"

Compared = Callable[[], tuple[OverlapInfo, ...]]


@pytest.fixture
def compared(keeper: Principal) -> Compared:
    """Do the comparisons that were promised; what waits for a decision then."""

    def run() -> tuple[OverlapInfo, ...]:
        with clock.freeze(clock.now() + timedelta(minutes=1)):
            run_due(keeper.tenant_id)
        with tenant_scope(keeper.tenant_id):
            return selectors.overlaps(principal=keeper)

    return run


@pytest.fixture
def both(keeper: Principal, base: BaseInfo) -> tuple[DocumentInfo, DocumentInfo]:
    return bring_in(keeper, base.id, TEN, name="旧.md"), bring_in(keeper, base.id, FIFTEEN, name="新.md")
