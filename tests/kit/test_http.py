import contextlib
import socket
import threading

import pytest

from kit.http import AddressRefused, guard, safe_client

REFUSED = [
    "http://127.0.0.1/", "http://localhost/", "http://0.0.0.0/", "http://10.0.0.8/", "http://172.16.0.1/",
    "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
    "http://224.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.com/", "data:text/plain,x",
    "http://user:pass@8.8.8.8/", "http://8.8.8.8:99999/", "http:///path", "//8.8.8.8/", "", "http://localhost./",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_addresses_that_are_not_public_are_refused(url):
    with pytest.raises(AddressRefused):
        guard(url, allow_private=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::]/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
    ],
)
def test_where_machines_keep_credentials_no_model_lives(url):
    with pytest.raises(AddressRefused):
        guard(url, allow_private=True)


def test_a_private_address_passes_where_the_operator_allows_it():
    assert guard("http://10.0.0.8:8000/v1", allow_private=True).address == "10.0.0.8"


def test_a_public_address_passes():
    assert guard("https://8.8.8.8/v1", allow_private=False).address == "8.8.8.8"


def test_one_private_answer_among_public_ones_is_refused(monkeypatch):
    answers = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(AddressRefused):
        guard("http://rebinding.example/", allow_private=False)


@pytest.fixture
def canary():
    hits: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                hits.append(connection.recv(4096))
                connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
                connection.close()

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1], hits
    server.close()


def test_a_client_never_reaches_a_private_address(canary):
    port, hits = canary
    with safe_client(allow_private=False) as client, pytest.raises(AddressRefused):
        client.get(f"http://127.0.0.1:{port}/")
    assert hits == []


def test_a_name_that_changes_between_check_and_connection_is_caught(canary, monkeypatch):
    port, hits = canary
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    with safe_client(allow_private=False) as client, pytest.raises(AddressRefused):
        client.get(f"http://example.com:{port}/")
    assert hits == []


def test_a_redirect_is_handed_back_and_not_followed(canary):
    port, hits = canary
    with safe_client(allow_private=True) as client:
        assert client.get(f"http://127.0.0.1:{port}/").status_code == 302
    assert len(hits) == 1


def test_a_proxy_in_the_environment_is_not_used(canary, monkeypatch):
    port, hits = canary
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    with safe_client(allow_private=False, timeout=1) as client, pytest.raises(AddressRefused):
        client.get("http://10.0.0.1/")
    assert hits == []
