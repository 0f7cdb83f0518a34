"""A tenant that can answer: a base with a small handbook, read by the real ingestion, and bots that use it."""

import io
from dataclasses import dataclass
from uuid import UUID

from chat.services import create_bot, publish_bot
from chat.types import BotSettings
from consent.services import publish_standard_notices
from kit.outbox import run_due
from kit.scoping import tenant_scope
from knowledge.services import add_document, create_base
from tenants.types import TenantInfo
from tests.cast import job

HANDBOOK = """# 员工手册

## 年假

员工入职满一年后，每年享有 10 天带薪年假。年假须提前 3 个工作日在系统中申请。

## 病假

请病假须提供二级以上医院出具的诊断证明。病假期间按基本工资的 80% 发放。

## 加班

工作日加班按 1.5 倍工资计算，由部门主管事先批准。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What was put there."""

    base_id: UUID
    document_id: UUID
    bot: str
    customers_bot: str


def stock(tenant: TenantInfo, *, text: str = HANDBOOK, name: str = "员工手册.md") -> Stock:
    """Outside any scope: ingestion has transactions of its own."""
    by = job(tenant)
    with tenant_scope(tenant.id):
        publish_standard_notices(by=by)
        base = create_base(slug="handbook", name="手册", sensitivity="internal", language="zh-hans", by=by)
        document = add_document(base_id=base.id, name=name, content=io.BytesIO(text.encode()), by=by)
        bots = [("leave", "staff"), ("help", "customers")]
        for slug, audience in bots:
            settings = BotSettings(name=slug.title(), audience=audience, base_ids=(base.id,), greeting="您好")
            bot = create_bot(slug=slug, settings=settings, by=by)
            publish_bot(bot_id=bot.id, published=True, by=by)
    run_due(tenant.id)
    return Stock(base_id=base.id, document_id=document.id, bot="leave", customers_bot="help")
