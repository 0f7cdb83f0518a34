from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from audit.adapters.export import checkpoint, line, parts, public_keys
from audit.chain import ALGORITHM, GENESIS, Checkpoint, Link, Stub, canonical, seal_hash, verify

TENANT = "018f0000-0000-7000-8000-000000000001"


KEY, OTHER_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


def pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def links(count: int, *, salt: str = "") -> list[Link]:
    made, head = [], GENESIS
    for number in range(1, count + 1):
        entry = {"id": f"e{number}{salt}", "tenant": TENANT, "phase": "", "turn": None, "data": {"n": number}}
        digest = seal_hash(number, head, "k1", entry)
        made.append(Link(number, head, digest, ALGORITHM, "k1", entry))
        head = digest
    return made


def head_of(chain: list[Link], key: Ed25519PrivateKey = KEY) -> Checkpoint:
    bare = Checkpoint(tenant=TENANT, at="2026-01-01T00:00:00+00:00", sequence=len(chain), hash=chain[-1].hash)
    return replace(bare, key_id="k1", signature=key.sign(canonical(bare.statement())).hex())


CHAIN = links(40)


HEAD = head_of(CHAIN)


LINES = [line(link) for link in CHAIN]


def check(lines: list[bytes], *heads: Checkpoint):
    """Verify an export, split where a file would be."""
    raw = b"".join(lines)
    return verify(TENANT, parts(raw.splitlines(keepends=True)), checkpoints=heads, keys=[pem(KEY)], covered=True)


def stub(first: int, last: int, key: Ed25519PrivateKey = KEY) -> Stub:
    bare = Stub(
        tenant=TENANT, at="2027-01-01", first=first, last=last, previous=CHAIN[first - 1].previous,
        hash=CHAIN[last - 1].hash, oldest="2026-01-01", newest="2026-01-02",
    )  # fmt: skip
    return replace(bare, key_id="k1", signature=key.sign(canonical(bare.statement())).hex())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"1",
        b"\xff\n",
        b"{" * 100000,
        b'{"stub": 1}',
        b'{"entry": [], "sequence": 1}',
        b"NaN\n",
    ],
    ids=range(10),
)
def test_lines_that_are_no_export_are_named_and_never_crash(raw):
    result = check([*LINES[:3], raw + b"\n"], HEAD)
    assert result.first_bad.sequence == 4


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b'{"sequence": "1"}', b"{" * 100000], ids=range(6))
def test_what_is_no_checkpoint_is_refused(raw):
    with pytest.raises(ValueError, match=r"checkpoint|JSON|Expecting"):
        checkpoint(raw)


def test_a_key_file_may_hold_several_keys():
    assert len(public_keys(pem(OTHER_KEY) + pem(KEY))) == 2
    assert verify(TENANT, CHAIN, checkpoints=[HEAD], keys=public_keys(pem(OTHER_KEY) + pem(KEY)), covered=True).ok


def test_a_file_without_a_key_is_refused():
    with pytest.raises(ValueError, match="no public key"):
        public_keys(b"nothing")


@pytest.mark.parametrize(
    "respelled",
    [
        LINES[3].replace(b'":', b'": '),
        LINES[3].replace(b'"e4"', b'"\\u00654"'),
        LINES[3].replace(b'{"al', b'{"hash":"","al'),
    ],
    ids=["spaces", "escapes", "a name twice"],
)
def test_a_line_in_another_spelling_is_not_an_exports(respelled):
    assert check([*LINES[:3], respelled, *LINES[4:]], HEAD).first_bad.sequence == 4
