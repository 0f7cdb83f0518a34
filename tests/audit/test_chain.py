import copy
import random
from dataclasses import replace

import pytest
import rfc8785
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.adapters.export import line, parts
from audit.chain import ALGORITHM, GENESIS, Checkpoint, Link, Stub, canonical, plain, seal_hash, verify

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


SHORT = CHAIN[:8]


SHORT_LINES = LINES[:8]


def check(lines: list[bytes], *heads: Checkpoint):
    """Verify an export, split where a file would be."""
    raw = b"".join(lines)
    return verify(TENANT, parts(raw.splitlines(keepends=True)), checkpoints=heads, keys=[pem(KEY)], covered=True)


def resealed(entries: list[dict]) -> list[bytes]:
    """What somebody makes who can write the whole table: fresh and consistent hashes."""
    made, head = [], GENESIS
    for number, entry in enumerate(entries, 1):
        digest = seal_hash(number, head, "k1", entry)
        made.append(line(Link(number, head, digest, ALGORITHM, "k1", entry)))
        head = digest
    return made


def flip(lines, rng):
    raw = bytearray(b"".join(lines))
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return [bytes(raw)]


def delete(lines, rng):
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def insert(lines, rng):
    at = rng.randrange(len(lines) + 1)
    return [*lines[:at], rng.choice(lines), *lines[at:]]


def swap(lines, rng):
    one, two = rng.sample(range(len(lines)), 2)
    changed = list(lines)
    changed[one], changed[two] = changed[two], changed[one]
    return changed


def truncate(lines, rng):
    return lines[: rng.randrange(len(lines))]


def cut_bytes(lines, rng):
    raw = b"".join(lines)
    return [raw[: rng.randrange(len(raw))]]


def rewrite_suffix(lines, rng):
    entries = [copy.deepcopy(link.entry) for link in SHORT]
    entries[rng.randrange(len(entries))]["data"]["n"] = -1
    return resealed(entries)


def append_forged(lines, rng):
    entries = [link.entry for link in SHORT]
    return resealed([*entries, {"id": "forged", "tenant": TENANT}])


TAMPERINGS = [flip, delete, insert, swap, truncate, cut_bytes, rewrite_suffix, append_forged]


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


def test_an_untouched_chain_verifies():
    result = check(LINES, HEAD)
    assert result.ok
    assert result.counts == {
        "entries": 40, "purged": 0, "turns": 0, "open_turns": 0, "last": 40, "checkpoint": 40,
    }  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_every_single_tampering_is_found(tamper):
    rng, head = random.Random(tamper.__name__), head_of(SHORT)
    missed = sum(check(tamper(SHORT_LINES, rng), head).ok for _ in range(1250))
    assert missed == 0


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(b"".join(LINES)) - 1), st.integers(0, 7))
def test_every_flipped_bit_is_found(position, bit):
    raw = bytearray(b"".join(LINES))
    raw[position] ^= 1 << bit
    assert not check([bytes(raw)], HEAD).ok


@pytest.mark.parametrize("tamper", [truncate, rewrite_suffix, append_forged], ids=lambda each: each.__name__)
def test_without_a_checkpoint_a_consistent_rewriting_cannot_be_found(tamper):
    assert check(tamper(SHORT_LINES, random.Random(1))).ok


@pytest.mark.parametrize("field", ["sequence", "previous", "hash", "algorithm", "key_id", "entry"])
def test_every_field_of_a_line_is_bound(field):
    chain = list(CHAIN)
    values = {"sequence": 99, "entry": chain[20].entry | {"extra": 1}}
    chain[20] = chain[20]._replace(**{field: values.get(field, "0" * 64)})
    assert not verify(TENANT, chain, checkpoints=[HEAD], keys=[pem(KEY)], covered=True).ok


def test_the_first_bad_entry_is_named():
    chain = list(CHAIN)
    chain[16] = chain[16]._replace(entry=chain[16].entry | {"data": {"n": 0}})
    bad = verify(TENANT, chain, checkpoints=[HEAD], keys=[pem(KEY)], covered=True).first_bad
    assert (bad.sequence, bad.entry) == (17, "e17")
    assert "does not fit its seal" in bad.what


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"hash": "0" * 64}, "signature"),
        ({"sequence": 39}, "signature"),
        ({"at": "2020-01-01"}, "signature"),
        ({"signature": "00"}, "signature"),
        ({"tenant": "another"}, "another tenant"),
    ],
)
def test_a_changed_checkpoint_is_not_believed(change, what):
    assert what in check(LINES, replace(HEAD, **change)).first_bad.what


def test_a_checkpoint_that_somebody_else_signed_is_not_believed():
    assert not check(LINES, head_of(CHAIN, OTHER_KEY)).ok


def test_an_older_checkpoint_may_be_given_beside_the_newest():
    assert check(LINES, head_of(CHAIN[:20]), HEAD).ok


def test_an_older_checkpoint_of_a_rewritten_chain_is_found():
    assert check(LINES, head_of(links(20, salt="x")), HEAD).first_bad.sequence == 20


def test_two_checkpoints_that_contradict_each_other_are_found():
    assert "contradict" in check(LINES, HEAD, head_of(links(40, salt="x"))).first_bad.what


def test_another_tenants_chain_does_not_pass_for_this_one():
    assert not verify("another", CHAIN, checkpoints=[], keys=[], covered=True).ok


def test_turns_are_counted_and_open_ones_told():
    entries = [
        {"id": str(number), "tenant": TENANT, "phase": phase, "turn": turn}
        for number, (phase, turn) in enumerate([("opened", "a"), ("opened", "b"), ("", "a"), ("closed", "a")])
    ]
    counts = check(resealed(entries)).counts
    assert (counts["turns"], counts["open_turns"]) == (2, 1)


def test_a_purged_range_verifies_by_its_stub():
    purged = [*LINES[:5], line(stub(6, 25)), *LINES[25:]]
    result = check(purged, HEAD)
    assert result.ok
    assert (result.counts["entries"], result.counts["purged"]) == (20, 20)


@pytest.mark.parametrize(
    "wrong",
    [stub(6, 25, OTHER_KEY), replace(stub(6, 25), last=26), replace(stub(6, 25), hash=CHAIN[25].hash), stub(7, 25)],
    ids=["somebody else's", "longer", "other hash", "leaves a gap"],
)
def test_a_forged_stub_hides_nothing(wrong):
    assert not check([*LINES[:5], line(wrong), *LINES[25:]], HEAD).ok


@settings(max_examples=500, deadline=None)
@given(JSON)
def test_the_fast_encoder_writes_what_the_standard_says(value):
    try:
        exact = plain(value)
    except TypeError:
        return
    assert canonical(exact) == rfc8785.dumps(exact)
