"""Files that no reader can use: each says so at its document, nothing of them is found, and the next file is fine."""

import io
import itertools
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook

from tests.faults.conftest import UPLOAD_LIMIT_MB
from tests.faults.installation import Installation, eventually
from tests.knowledge import files

pytestmark = pytest.mark.slow

MARK = "Quillfeather"
"""A word that stands in every bad file and must never be found."""


def workbook() -> bytes:
    book = Workbook()
    book.active.append([MARK, "1"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def old_office(stream: str) -> bytes:
    """The head of an OLE file and the name of its main stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(2000)


def too_many_pages(folder: Path) -> bytes:
    return files.pdf(folder / "long.pdf", *[files.text_page([MARK])] * 521).read_bytes()


def bad_files(folder: Path) -> dict[str, tuple[bytes, str, str]]:
    """Name → content, a word of the message in Chinese, one in English."""
    good = files.pdf(folder / "good.pdf", files.text_page([MARK])).read_bytes()
    return {
        "locked.pdf": (files.locked_pdf(folder / "l.pdf").read_bytes(), "密码", "password"),
        "cut.pdf": (good[: len(good) // 3], "损坏", "damaged"),
        "scan.pdf": (files.scanned_pdf(folder / "s.pdf").read_bytes(), "没有识别出文字", "no text was recognised"),
        "loop.pdf": (files.looping_pdf(folder / "o.pdf").read_bytes(), "1000000", "1000000"),
        "long.pdf": (too_many_pages(folder), "520", "520"),
        "text.pdf": (f"{MARK} is plain text.".encode(), "PDF", "PDF"),
        "bomb.docx": (files.zip_bomb(folder / "b.docx").read_bytes(), "远大于自身大小", "far more than its size"),
        "overlap.docx": (
            files.overlapping_zip(folder / "p.docx").read_bytes(),
            "远大于自身大小",
            "far more than its size",
        ),
        "cut.xlsx": (workbook()[:400], "损坏", "damaged"),
        "blank.txt": (b" \n\t \n", "文件是空的", "The file is empty"),
        "noise.bin": (bytes(range(256)) * 40, "无法识别文件内容的类型", "no type that can be read"),
        "letter.doc": (old_office("WordDocument"), "OLE", "OLE"),
        "table.xls": (old_office("Workbook"), "OLE", "OLE"),
        "nested.zip": (nested(), "ZIP", "ZIP"),
    }


def nested() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(10):
            out.writestr(f"{number}.zip", b"PK" + bytes(1_000_000))
    return held.getvalue()


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, str, str]]:
    return bad_files(tmp_path_factory.mktemp("bad"))


@pytest.fixture
def api(installation: Installation) -> Iterator[httpx.Client]:
    with installation.api() as client:
        yield client


def base_of(api: httpx.Client, slug: str) -> str:
    return str(api.post("/api/v1/bases", json={"slug": slug, "name": slug}).json()["id"])


def upload(api: httpx.Client, base: str, name: str, content: bytes) -> httpx.Response:
    return api.post(f"/api/v1/bases/{base}/documents", files={"file": (name, content)})


def settled(api: httpx.Client, base: str, count: int) -> dict[str, dict]:
    """The documents by name, once none is being read any more."""

    def look() -> dict[str, dict] | None:
        items = api.get(f"/api/v1/bases/{base}/documents").json()["items"]
        done = len(items) >= count and all(each["state"] in ("ready", "failed") for each in items)
        return {each["name"]: each for each in items} if done else None

    return eventually(look, seconds=100, pause=0.5)


def found(api: httpx.Client, base: str, question: str = MARK) -> list[dict]:
    return api.post("/api/v1/search", json={"question": question, "bases": [base]}).json()["items"]


def rows_left(installation: Installation, base: str) -> int:
    """Passages of versions that failed."""
    return int(
        installation.rows(
            "SELECT count(*) FROM knowledge_passage p JOIN knowledge_documentversion v ON v.id = p.version_id"
            " JOIN knowledge_document d ON d.id = v.document_id WHERE d.base_id = %s AND v.state = 'failed'",
            base,
        )[0][0]
    )


def test_every_bad_file_fails_with_its_reason_and_a_good_one_after_it_is_found(installation, api, bad):
    base = base_of(api, "bad-by-rest")
    for name, (content, _, _) in bad.items():
        assert upload(api, base, name, content).status_code == 202, name
    upload(api, base, "good.md", b"# Leave\n\nThe bluebird policy grants nine days of leave.\n")
    held = settled(api, base, len(bad) + 1)
    assert held.pop("good.md")["state"] == "ready"
    assert {name: each["state"] for name, each in held.items()} == dict.fromkeys(bad, "failed")
    assert all(len(each["problem"]) > 10 for each in held.values())
    assert "nine days" in found(api, base, "bluebird policy")[0]["text"]
    assert not [each for each in found(api, base) if MARK in each["text"]]
    assert rows_left(installation, base) == 0
    assert "worker" in installation.alive()


@pytest.mark.parametrize(("language", "place"), [("zh-hans", 1), ("en", 2)])
def test_the_console_says_at_each_document_what_to_do(installation, api, bad, language, place):
    base = base_of(api, f"bad-by-console-{language}")
    bad = {name: each for name, each in bad.items() if not name.endswith(".zip")}  # the console unpacks those
    with installation.console(language) as browser:
        sent = [("files", (name, content)) for name, (content, _, _) in bad.items()]
        page = browser.post(f"/knowledge/{base}/upload/", files=sent)
        assert page.status_code == 200
        settled(api, base, len(bad))
        page = browser.get(f"/knowledge/{base}/")
    for name, each in bad.items():
        assert name in page.text
        assert each[place] in page.text, name
    assert rows_left(installation, base) == 0


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "空"), ("en", "empty")])
def test_an_empty_file_is_refused_where_it_is_sent(api, language, word):
    base = base_of(api, f"empty-{language}")
    api.headers["Accept-Language"] = language
    response = upload(api, base, "empty.pdf", b"")
    assert response.status_code == 400
    assert word in response.json()["title"]
    assert api.get(f"/api/v1/bases/{base}/documents").json()["items"] == []


@pytest.mark.parametrize("name", ["\x00\x01", "..", "/", "a" * 300 + ".md", "\u202e", " "])
def test_a_name_that_is_none_is_refused(installation, api, name):
    files = {"file": ("file.md", b"# text")}
    response = api.post(f"/api/v1/bases/{installation.seeded['base']}/documents", files=files, data={"name": name})
    assert 400 <= response.status_code < 500, response.text


def test_control_characters_leave_a_name(api):
    base = base_of(api, "control-names")
    response = api.post(
        f"/api/v1/bases/{base}/documents", files={"file": ("x.md", b"# text")}, data={"name": "a\u202eb\u200b\tc.md"}
    )
    assert response.json()["name"] == "abc.md"


def test_five_hundred_pages_are_read(api, tmp_path):
    pages = [files.text_page([f"Rule {n}: the limit of room {n} is {n * 3} persons."]) for n in range(500)]
    base = base_of(api, "five-hundred")
    upload(api, base, "rules.pdf", files.pdf(tmp_path / "rules.pdf", *pages).read_bytes())
    assert settled(api, base, 1)["rules.pdf"]["state"] == "ready"
    assert found(api, base, "limit of room 487")[0]["page"] == 488


def zeros(megabytes: int) -> dict[str, Any]:
    """A form with one file, made while it is sent."""
    head, tail = b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n', b"\r\n--b--\r\n"
    size = len(head) + (megabytes << 20) + len(tail)
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(size)}
    return {"content": itertools.chain([head], itertools.repeat(bytes(1 << 20), megabytes), [tail]), "headers": headers}


def peak(installation: Installation) -> int:
    """The most memory that the web process has used, in MB."""
    status = Path(f"/proc/{installation.processes['serve'].pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) >> 10


def test_a_large_file_does_not_go_through_memory(installation, api):
    base = base_of(api, "large")
    upload(api, base, "small.bin", b"small")
    before = peak(installation)
    response = api.post(f"/api/v1/bases/{base}/documents", **zeros(UPLOAD_LIMIT_MB - 10))
    assert response.status_code == 202, response.text
    assert peak(installation) - before < 40
    assert settled(api, base, 2)["big.bin"]["state"] == "failed"


def test_a_file_over_the_limit_is_refused_with_the_limit_and_nothing_is_kept(installation, api):
    base = base_of(api, "over")
    media = installation.data / "media"
    before = {path for path in media.rglob("*") if path.is_file()}
    response = api.post(f"/api/v1/bases/{base}/documents", **zeros(UPLOAD_LIMIT_MB + 1))
    assert response.status_code == 413, response.text
    assert str(UPLOAD_LIMIT_MB) in response.json()["title"]
    assert {path for path in media.rglob("*") if path.is_file()} == before
    assert api.get(f"/api/v1/bases/{base}/documents").json()["items"] == []


def test_a_body_larger_than_any_upload_is_refused_before_it_is_sent(installation):
    head = f"POST /api/v1/bases/{installation.seeded['base']}/documents HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {40 << 30}\r\n\r\n--b"
    with socket.create_connection(("127.0.0.1", installation.port), timeout=10) as sender:
        sender.sendall(head.encode())
        assert sender.recv(4096).startswith(b"HTTP/1.1 413")
