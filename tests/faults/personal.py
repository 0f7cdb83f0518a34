"""Two visitors of an installation, step by step: `python -m tests.faults.personal before|after|state`."""

import asyncio
import sys

import django


def main(step: str) -> None:
    django.setup()
    from chat.models import TurnText
    from chat.pipeline import collect, run_turn
    from chat.services import erase_subject
    from chat.turn import TurnRequest
    from consent.errors import ConsentRequired
    from consent.selectors import basis_for, current_notices
    from consent.services import grant, withdraw
    from kit.scoping import tenant_scope
    from tenants.selectors import tenant_by_slug
    from tenants.types import Subject
    from tests import cast

    tenant = tenant_by_slug("acorn")
    by = cast.job(tenant)
    zoe, yan = (Subject(tenant_id=tenant.id, channel="widget", external_id=name) for name in ("zoe", "yan"))

    def asks(subject: Subject) -> None:
        with tenant_scope(tenant.id):
            notice = next(each for each in current_notices("zh-hans") if each.purpose == "service")
            grant(subject=subject, notice_id=notice.id, channel="widget")
        request = TurnRequest(
            tenant_id=tenant.id, bot_slug="help", principal=by, subject=subject, channel="widget",
            question=f"我是 {subject.external_id}，年假有多少天？", language="zh-hans",
        )  # fmt: skip
        asyncio.run(collect(run_turn(request)))

    def state(subject: Subject) -> str:
        with tenant_scope(tenant.id):
            texts = TurnText.objects.filter(question__contains=subject.external_id)
            turns = texts.count()
            try:
                basis_for(subject, "service", language="zh-hans")
            except ConsentRequired:
                return f"{subject.external_id}: {turns} turns, no consent"
        return f"{subject.external_id}: {turns} turns, consent"

    if step == "before":
        asks(zoe)
        asks(yan)
    elif step == "after":
        with tenant_scope(tenant.id):
            erase_subject(subject=zoe, by=by)
            withdraw(subject=zoe, purpose="service", channel="widget")
    else:
        sys.stdout.write(f"{state(zoe)}; {state(yan)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
