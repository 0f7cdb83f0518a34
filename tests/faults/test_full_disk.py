"""The disk is full: a clear word, nothing half kept, no answer without its record, and all is well once there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.faults.installation import Installation, eventually, folder

pytestmark = pytest.mark.slow
MEGABYTES = 48


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of its own for what is uploaded: for the files and for what is on its way."""
    place = tmp_path_factory.mktemp("small")
    command = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root where mounting is allowed")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="module")
def cramped(small: Path) -> Iterator[Installation]:
    held = Installation(folder("cramped"), settings={"TMPDIR": str(small / "tmp")})
    for name in ("tmp", "media"):
        (small / name).mkdir()
    (held.data / "media").symlink_to(small / "media")
    try:
        held.seed()
        held.start("serve", "worker", "clerk")
        yield held
    finally:
        held.close()


def kept(small: Path) -> set[str]:
    return {str(path) for path in small.rglob("*") if path.is_file()}


def fill(path: Path) -> None:
    """Take all the room that there is."""
    with path.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(bytes(4096))


def send(client: httpx.Client, base: str, megabytes: int, name: str = "big.txt") -> httpx.Response:
    return client.post(f"/api/v1/bases/{base}/documents", files={"file": (name, b"all work " * (megabytes * 116_509))})


@pytest.mark.parametrize("megabytes", [60, 30, 20, 14])
def test_a_file_for_which_there_is_no_room_is_refused_and_nothing_of_it_stays(cramped, small, megabytes):
    """On its way in, in the form, on the way to its place: each of them may be where the room ends."""
    before, base = kept(small), cramped.seeded["base"]
    with cramped.api(**{"Accept-Language": "en"}) as api:
        documents = len(api.get(f"/api/v1/bases/{base}/documents").json()["items"])
        response = send(api, base, megabytes)
        assert response.status_code == 507, response.text
        assert response.json()["code"] == "storage_full"
        assert "no room" in response.json()["title"]
        assert len(api.get(f"/api/v1/bases/{base}/documents").json()["items"]) == documents
        eventually(lambda: kept(small) == before, seconds=5)
        assert send(api, base, 0, "small.txt").status_code == 400
        assert cramped.run("check").returncode == 0


def test_the_console_says_so_too(cramped, small):
    base = cramped.seeded["base"]
    with cramped.console("zh-hans") as browser:
        files = [("files", ("big.txt", b"all work " * (30 * 116_509)))]
        response = browser.post(f"/knowledge/{base}/upload/", files=files, headers={"Accept": "text/html"})
    assert "空间" in response.text
    assert "Traceback" not in response.text


def test_once_there_is_room_again_everything_works(cramped, small):
    base = cramped.seeded["base"]
    filler = small / "filler"
    fill(filler)
    with cramped.api() as api:
        assert (
            api.post(
                f"/api/v1/bases/{base}/documents", files={"file": ("a.md", b"# A\n\n" + b"word " * 4000)}
            ).status_code
            == 507
        )
        asked = {"model": "leave", "messages": [{"role": "user", "content": "年假有多少天？"}]}
        assert api.post("/v1/chat/completions", json=asked).status_code == 200
        filler.unlink()
        made = api.post(f"/api/v1/bases/{base}/documents", files={"file": ("a.md", b"# A\n\nThere is room for all.")})
        document = made.json()["id"]
        eventually(lambda: api.get(f"/api/v1/documents/{document}").json()["state"] == "ready")
