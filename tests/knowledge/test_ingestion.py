"""Ingestion ends in a searchable version or a reason, whatever interrupts it."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from kit import clock
from kit.models import OutboxItem
from kit.outbox import LEASE, enqueue, run_due
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.ingestion import machine, rescreening, screening
from knowledge.types import STAGES, BaseInfo, DocumentInfo
from moderation.errors import ModerationBroken
from moderation.types import Action, Notice, Verdict
from tenants.types import Principal
from tests.knowledge.conftest import HANDBOOK, bring_in

QUESTION = "住宿报销上限是多少？"


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


def upload(keeper: Principal, base: BaseInfo, text: str = HANDBOOK) -> DocumentInfo:
    with tenant_scope(keeper.tenant_id):
        content = BytesIO(text.encode())
        return services.add_document(base_id=base.id, name="handbook.md", content=content, by=keeper)


def state_of(keeper: Principal, document: DocumentInfo) -> DocumentInfo:
    with tenant_scope(keeper.tenant_id):
        return selectors.document(document.id, principal=keeper)


def found(keeper: Principal, base: BaseInfo) -> list[str]:
    with tenant_scope(keeper.tenant_id):
        passages = selectors.search(question=QUESTION, base_ids=[base.id], principal=keeper)
    return [passage.text for passage in passages]


def test_each_stage_is_on_the_timeline_with_its_counts(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    timeline = document.newest.timeline
    assert tuple(each.stage for each in timeline) == STAGES
    assert timeline[0].counts == {"bytes": len(HANDBOOK.encode())}
    assert timeline[2].counts == {"passages": 3}
    assert timeline[4].counts["vectors"] >= 3
    assert [each.at for each in timeline] == sorted(each.at for each in timeline)
    assert (document.state, document.version) == ("ready", 1)


@pytest.mark.parametrize("after", STAGES[:-1])
@pytest.mark.parametrize("moment", ["before", "behind"])
def test_a_process_that_dies_at_a_stage_is_resumed_there(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch, after: str, moment: str
) -> None:
    step: Callable[..., None] = machine.NEXT[after]  # type: ignore[index]

    def dies(*args: Any) -> None:
        if moment == "behind":
            step(*args)
        raise Killed

    document = upload(keeper, base)
    with monkeypatch.context() as patch:
        patch.setitem(machine.NEXT, after, dies)  # type: ignore[arg-type]
        with pytest.raises(Killed):
            run_due(keeper.tenant_id)
    if (after, moment) != ("embedded", "behind"):
        assert state_of(keeper, document).state == "working"
        assert found(keeper, base) == []
    with clock.freeze(clock.now() + LEASE + timedelta(seconds=1)):
        run_due(keeper.tenant_id)
    done = state_of(keeper, document)
    assert done.state == "ready"
    assert [each.stage for each in done.newest.timeline] == list(STAGES)
    assert done.newest.passages == 3 == len(found(keeper, base))


def test_a_killed_worker_loses_nothing(keeper: Principal, base: BaseInfo, files_of_its_own: Path) -> None:
    document = upload(keeper, base)
    script = f"""
        import os, signal, sys, uuid
        sys.path[:0] = [{str(settings.ROOT)!r}, {str(settings.ROOT / "platform")!r}]
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        from django.conf import settings
        settings.STORAGES["default"]["OPTIONS"]["location"] = {str(files_of_its_own)!r}
        for database in settings.DATABASES.values():
            database["NAME"] = {settings.DATABASES["default"]["NAME"]!r}
        import django
        django.setup()
        from kit.outbox import run_due
        from knowledge.ingestion import embedding
        def dies(*args):
            os.kill(os.getpid(), signal.SIGKILL)
        embedding.make_vectors = dies
        print(run_due(uuid.UUID({str(keeper.tenant_id)!r})))
    """
    child = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False, capture_output=True, text=True)
    assert child.returncode == -signal.SIGKILL, child.stderr + child.stdout
    halfway = state_of(keeper, document)
    assert (halfway.state, halfway.stage) == ("working", "screened")
    assert found(keeper, base) == []
    with clock.freeze(clock.now() + LEASE + timedelta(seconds=1)):
        run_due(keeper.tenant_id)
    assert state_of(keeper, document).state == "ready"
    assert "四百五十元" in found(keeper, base)[0]


def test_a_new_version_replaces_the_old_one_in_one_moment(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = bring_in(keeper, base.id)
    old = found(keeper, base)
    with tenant_scope(keeper.tenant_id):
        changed = HANDBOOK.replace("四百五十元", "六百元").encode()
        services.add_version(document_id=document.id, content=BytesIO(changed), by=keeper)
    real = machine.steps.refresh

    def dies(*args: Any) -> None:
        real(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(machine.steps, "refresh", dies)
        with pytest.raises(Killed):
            run_due(keeper.tenant_id)
    assert found(keeper, base) == old
    with clock.freeze(clock.now() + LEASE + timedelta(seconds=1)):
        run_due(keeper.tenant_id)
    new = found(keeper, base)
    assert "六百元" in new[0]
    assert len(new) == 3
    assert state_of(keeper, document).version == 2


def test_passages_of_a_replaced_version_stay_for_the_citations_that_name_them(
    keeper: Principal, base: BaseInfo
) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        cited = selectors.search(question=QUESTION, base_ids=[base.id], principal=keeper)[0]
        services.add_version(document_id=document.id, content=BytesIO("# 新版\n\n另议。".encode()), by=keeper)
    run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        held = selectors.passage(cited.id, principal=keeper)
    assert (held.text, held.version) == (cited.text, 1)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [(b"%PDF-1.7 broken", "a.pdf", "damaged"), (b"\x00\x01\x02" * 99, "a.bin", "unknown_type")],
)
def test_a_file_that_cannot_be_read_fails_with_its_reason(
    keeper: Principal, base: BaseInfo, content: bytes, name: str, code: str
) -> None:
    with tenant_scope(keeper.tenant_id):
        document = services.add_document(base_id=base.id, name=name, content=BytesIO(content), by=keeper)
    run_due(keeper.tenant_id)
    failed = state_of(keeper, document)
    assert (failed.state, failed.error, failed.version) == ("failed", code, 0)
    assert failed.problem
    with tenant_scope(keeper.tenant_id):
        assert not OutboxItem.objects.filter(done_at=None).exists()


def test_a_full_disk_fails_the_version_and_retry_finishes_it(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*args: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    document = upload(keeper, base)
    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", no_room)
        run_due(keeper.tenant_id)
    failed = state_of(keeper, document)
    assert (failed.state, failed.error) == ("failed", "storage_full")
    with tenant_scope(keeper.tenant_id):
        services.retry(version_id=failed.newest.id, by=keeper)
    run_due(keeper.tenant_id)
    assert state_of(keeper, document).state == "ready"


def test_a_broken_screen_never_lets_a_passage_through(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ModerationBroken

    document = upload(keeper, base)
    at = clock.now()
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.ingestion.screening.screen_for", broken)
        for _ in range(8):
            at += timedelta(hours=1)
            with clock.freeze(at), pytest.raises(ModerationBroken):
                run_due(keeper.tenant_id)
    failed = state_of(keeper, document)
    assert (failed.state, failed.error) == ("failed", "screening_broken")
    assert found(keeper, base) == []


def test_a_passage_that_the_document_policy_stops_is_withheld(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = upload(keeper, base)
    judged: list[str] = []

    class Strict:
        versions = (("policy", "strict"),)

        def judge(self, text: str) -> Any:
            judged.append(text)
            action = Action.REFUSE if "报销" in text else Action.ALLOW
            return Verdict(action=action, category="A1", hits=(), notice=Notice(), masked=text, versions=self.versions)

    monkeypatch.setattr(screening, "screen_for", lambda policy, side: Strict())
    monkeypatch.setattr(rescreening, "versions_for", lambda policy, side: Strict.versions)
    run_due(keeper.tenant_id)
    done = state_of(keeper, document)
    assert done.counts["flagged"] == 1
    assert len(judged) == 3
    assert all("四百五十元" not in text for text in found(keeper, base))
    with tenant_scope(keeper.tenant_id):
        passages = selectors.version_passages(done.newest.id, principal=keeper)
    assert [passage.withheld for passage in passages] == ["", "A1", ""]


def test_a_document_deleted_meanwhile_ends_its_ingestion_quietly(keeper: Principal, base: BaseInfo) -> None:
    document = upload(keeper, base)
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=document.id, by=keeper)
    assert run_due(keeper.tenant_id) == 1


def test_a_worker_that_was_overtaken_changes_nothing(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is so slow at reading that its lease runs out and another one does everything."""
    document = upload(keeper, base)
    real = machine.steps.read_file

    def slowly(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(machine.steps, "read_file", real)
        with tenant_scope(keeper.tenant_id):
            enqueue(kind="knowledge.ingest", payload={"version": str(document.newest.id)})
        run_due(keeper.tenant_id)
        assert state_of(keeper, document).state == "ready"
        return real(*args, **kwargs)

    monkeypatch.setattr(machine.steps, "read_file", slowly)
    run_due(keeper.tenant_id)
    done = state_of(keeper, document)
    assert [each.stage for each in done.newest.timeline] == list(STAGES)
    assert done.state == "ready"
    assert len(found(keeper, base)) == 3
