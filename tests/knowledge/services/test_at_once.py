"""Uploads, deletions and ingestion that meet: what is defined to happen, and that nothing is left behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connections

from kit import outbox
from kit.errors import HeyanError
from kit.roles import acting_as, alias
from kit.scoping import tenant_scope
from knowledge import selectors, services
from knowledge.errors import SameFile
from knowledge.ingestion import embedding, steps
from knowledge.models import Passage, PassageTerms, PassageVector, TermCount
from knowledge.types import BaseInfo
from tenants.types import Principal
from tests.knowledge.conftest import HANDBOOK, bring_in


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run them at one time in threads of their own: results, or the errors that they raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        except HeyanError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def taking(keeper: Principal, base: BaseInfo, name: str, text: str, *, keep_both: bool = False) -> Callable[[], Any]:
    def take() -> Any:
        content = BytesIO(text.encode())
        with services.taken_in(content, tenant_id=keeper.tenant_id) as stored, tenant_scope(keeper.tenant_id):
            return services.add_file(base_id=base.id, name=name, content=stored, by=keeper, keep_both=keep_both)

    return take


def files(keeper: Principal) -> list[Path]:
    folder = Path(default_storage.path(f"documents/{keeper.tenant_id}"))
    return list(folder.iterdir()) if folder.exists() else []


def rows() -> dict[str, int]:
    with acting_as("owner"):
        tables = (Passage, PassageTerms, PassageVector, TermCount)
        return {table.__name__: table._base_manager.using(alias()).count() for table in tables}


def test_of_two_uploads_of_the_same_file_one_is_taken(keeper: Principal, base: BaseInfo) -> None:
    results = at_once(*(taking(keeper, base, name, HANDBOOK) for name in ("a.md", "b.md")))
    assert sorted(type(each).__name__ for each in results) == ["SameFile", "VersionInfo"]
    [refused] = [each for each in results if isinstance(each, SameFile)]
    with tenant_scope(keeper.tenant_id):
        [document] = selectors.documents(base.id, principal=keeper)
    assert refused.details["document"] == document.id
    assert len(files(keeper)) == 1


def test_both_are_kept_where_both_are_wanted(keeper: Principal, base: BaseInfo) -> None:
    at_once(*(taking(keeper, base, name, HANDBOOK, keep_both=True) for name in ("a.md", "b.md")))
    with tenant_scope(keeper.tenant_id):
        assert len(selectors.documents(base.id, principal=keeper)) == 2


def test_two_files_of_one_name_become_two_versions_and_the_later_number_is_used(
    keeper: Principal, base: BaseInfo
) -> None:
    at_once(*(taking(keeper, base, "a.md", f"每年享有{days}天年休假。") for days in (10, 15, 20)))
    outbox.run_due(keeper.tenant_id)
    with tenant_scope(keeper.tenant_id):
        [document] = selectors.documents(base.id, principal=keeper)
        versions = selectors.versions(document.id, principal=keeper)
    assert [each.number for each in versions] == [3, 2, 1]
    assert [each.current for each in versions] == [True, False, False]


STEPS = ((steps, "read_file"), (steps, "cut"), (embedding, "vectors_of"))
"""What runs outside of a transaction; a deletion waits for the others."""


@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize("whole_base", [False, True], ids=["document", "base"])
def test_a_deletion_in_the_middle_of_a_step_leaves_no_row_and_no_file(
    keeper: Principal, base: BaseInfo, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], whole_base: bool
) -> None:
    module, name = step
    real = getattr(module, name)

    def deleting(*given: Any, **more: Any) -> Any:
        found = real(*given, **more)
        at_once(delete)
        return found

    def delete() -> None:
        with tenant_scope(keeper.tenant_id):
            if whole_base:
                services.delete_base(base_id=base.id, by=keeper)
            else:
                [document] = selectors.documents(base.id, principal=keeper)
                services.delete_document(document_id=document.id, by=keeper)

    with tenant_scope(keeper.tenant_id):
        services.add_document(base_id=base.id, name="a.md", content=BytesIO(HANDBOOK.encode()), by=keeper)
    monkeypatch.setattr(module, name, deleting)
    outbox.run_due(keeper.tenant_id)
    assert rows() == {"Passage": 0, "PassageTerms": 0, "PassageVector": 0, "TermCount": 0}
    assert files(keeper) == []


def test_a_deleted_document_leaves_nothing_behind(keeper: Principal, base: BaseInfo) -> None:
    document = bring_in(keeper, base.id)
    with tenant_scope(keeper.tenant_id):
        services.delete_document(document_id=document.id, by=keeper)
    assert {name: count for name, count in rows().items() if name != "TermCount"} == {
        "Passage": 0,
        "PassageTerms": 0,
        "PassageVector": 0,
    }
    assert files(keeper) == []
