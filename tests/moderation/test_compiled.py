"""Screens are built once per version, and processes agree as soon as a change commits."""

import threading
import time
from uuid import uuid4

import pytest

from kit.scoping import tenant_scope
from moderation import compiled, selectors, services
from moderation.compiled import Recent
from tenants.types import job_principal

ACORN = uuid4()
ANNA = job_principal(tenant_id=ACORN, name="anna", scopes=frozenset({"moderation.write"}))


@pytest.mark.django_db(transaction=True)
def test_the_same_versions_give_the_same_screen_and_a_change_another() -> None:
    with tenant_scope(ACORN):
        first = selectors.screen_for(None, side="output")
        assert selectors.screen_for(None, side="output") is first
        services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
        assert selectors.screen_for(None, side="output") is not first


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_committed_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is this code with a cache of its own."""
    with tenant_scope(ACORN):
        services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
    for name in ("_screens", "_overlays", "_bases"):
        monkeypatch.setattr(compiled, name, Recent(4))
    with tenant_scope(ACORN):
        assert selectors.screen_for(None, side="output").judge("橡果暗号").flagged


@pytest.mark.django_db(transaction=True)
def test_a_screen_in_use_keeps_its_versions() -> None:
    with tenant_scope(ACORN):
        running = selectors.screen_for(None, side="output").stream()
        services.add_entry(kind="term", text="橡果暗号", category="A.3.c", by=ANNA)
        assert running.push("橡果暗号").text == "橡果暗号"


def test_only_the_last_values_are_kept() -> None:
    recent: Recent[str] = Recent(2)
    for key in "abc":
        recent.get(key, lambda key=key: key.upper())
    assert recent.get("a", lambda: "anew") == "anew"
    assert recent.get("c", lambda: "anew") == "C"


def test_what_is_there_is_given_out_while_another_is_built() -> None:
    recent: Recent[str] = Recent(4)
    recent.get("old", lambda: "old")
    begun, done = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        done.wait(5)
        return "new"

    building = threading.Thread(target=recent.get, args=("new", slow))
    building.start()
    begun.wait(5)
    before = time.monotonic()
    assert recent.get("old", lambda: "anew") == "old"
    assert time.monotonic() - before < 1
    done.set()
    building.join()
    assert recent.get("new", lambda: "anew") == "new"
