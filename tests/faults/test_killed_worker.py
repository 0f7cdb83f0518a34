"""kill -9 of the real worker at each step of a document's way: the work resumes, and nothing is there twice or left over."""

import signal
from collections.abc import Iterator

import httpx
import pytest

from tests.faults.installation import Installation, eventually

pytestmark = pytest.mark.slow

STAGES = ("received", "parsed", "split", "screened", "embedded")


def rules(label: str, count: int = 700) -> bytes:
    return (
        "# Rules\n\n" + "\n\n".join(f"{label} {n}: room {n} holds {n * 3} persons at a time." for n in range(count))
    ).encode()


@pytest.fixture
def api(installation: Installation) -> Iterator[httpx.Client]:
    with installation.api() as client:
        yield client


def stage_of(installation: Installation, version: str) -> str:
    """As it stands in the database, since asking the API is too slow to see each."""
    return str(installation.rows("SELECT stage FROM knowledge_documentversion WHERE id = %s", version)[0][0])


def kill_at(installation: Installation, version: str, stage: str) -> str:
    """Kill the worker with all its children as soon as the version has reached `stage`; where it stood then."""
    order = (*STAGES, "ready")
    eventually(lambda: order.index(stage_of(installation, version)) >= order.index(stage), seconds=60, pause=0.005)
    installation.end("worker", signal.SIGKILL)
    return stage_of(installation, version)


def upload(installation: Installation, api: httpx.Client, name: str, label: str) -> tuple[str, str]:
    files = {"file": (name, rules(label))}
    made = api.post(f"/api/v1/bases/{installation.seeded['base']}/documents", files=files).json()
    return made["id"], made["newest"]["id"]


def finished(installation: Installation, api: httpx.Client, document: str) -> dict:
    """What becomes of it once the leases of the dead worker have ended."""

    def look() -> dict | None:
        installation.end_leases()
        held = api.get(f"/api/v1/documents/{document}").json()
        return held if held["state"] == "ready" else None

    return eventually(look, seconds=90, pause=1)


def check_whole(installation: Installation, document: str, version: str) -> None:
    """Passages, terms, vectors and files: each exactly once."""
    passages, ordinals = installation.rows(
        "SELECT count(*), count(DISTINCT ordinal) FROM knowledge_passage WHERE version_id = %s", version
    )[0]
    assert passages == ordinals > 50
    counted = "SELECT count(*), count(DISTINCT passage_id) FROM {} WHERE version_id = %s AND live"
    assert installation.rows(counted.format("knowledge_passageterms"), version)[0] == (passages, passages)
    vectors, with_vectors = installation.rows(counted.format("knowledge_passagevector"), version)[0]
    assert vectors >= with_vectors == passages
    orphans = "SELECT count(*) FROM {} x LEFT JOIN knowledge_passage p ON p.id = x.passage_id WHERE p.id IS NULL"
    assert installation.rows(orphans.format("knowledge_passagevector"))[0][0] == 0
    assert installation.rows(orphans.format("knowledge_passageterms"))[0][0] == 0
    timeline = installation.rows("SELECT timeline FROM knowledge_documentversion WHERE id = %s", version)[0][0]
    assert [each["stage"] for each in timeline] == [*STAGES, "ready"]
    files_belong_to_rows(installation)


def files_belong_to_rows(installation: Installation) -> None:
    """Every file has its version, and no reading of a finished one is left."""
    media = installation.data / "media"
    there = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    named = {row[0] for row in installation.rows("SELECT file FROM knowledge_documentversion WHERE file <> ''")}
    assert there == named


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_behind_a_stage_is_taken_over(installation, api, stage):
    if stage == "received":
        installation.end("worker", signal.SIGKILL)
    document, version = upload(installation, api, f"{stage}.md", stage)
    if stage != "received":
        kill_at(installation, version, stage)
    installation.start("worker")
    finished(installation, api, document)
    check_whole(installation, document, version)


def test_a_worker_killed_twice_loses_nothing_either(installation, api):
    document, version = upload(installation, api, "twice.md", "twice")
    kill_at(installation, version, "parsed")
    installation.start("worker")
    eventually(lambda: "ready." in installation.log("worker") or True)
    installation.end_leases()
    kill_at(installation, version, "split")
    installation.start("worker")
    finished(installation, api, document)
    check_whole(installation, document, version)
    found = api.post("/api/v1/search", json={"question": "twice 333 room"}).json()["items"]
    assert "room 333" in found[0]["text"]
    installation.audit_holds()
