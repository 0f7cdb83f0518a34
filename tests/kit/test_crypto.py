import json

import pytest

from kit import crypto


@pytest.fixture(autouse=True)
def own_ring(settings, tmp_path):
    settings.KEYS_DIR = tmp_path


def test_what_was_encrypted_can_be_read():
    assert crypto.decrypt("payloads", crypto.encrypt("payloads", "正文".encode())) == "正文".encode()


def test_a_token_of_one_purpose_does_not_open_under_another():
    token = crypto.encrypt("payloads", b"x")
    crypto.encrypt("keys", b"y")
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt("keys", token)


def test_a_changed_token_does_not_open():
    token = crypto.encrypt("payloads", b"some text")
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt("payloads", token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:])


@pytest.mark.parametrize("token", ["", "v1", "v1.k1.", "v1.k9.AAAA", "v1.k1.%%%"])
def test_nonsense_does_not_open(token):
    crypto.encrypt("payloads", b"x")
    with pytest.raises(crypto.Undecipherable):
        crypto.decrypt("payloads", token)


def test_a_rotation_keeps_old_tokens_and_pseudonyms():
    token, pseudonym = crypto.encrypt("payloads", b"old"), crypto.mac("payloads", b"anna")
    assert crypto.rotate("payloads") == "k2"
    assert crypto.decrypt("payloads", token) == b"old"
    assert crypto.encrypt("payloads", b"new").startswith("v1.k2.")
    assert crypto.mac("payloads", b"anna") == pseudonym


def test_keys_lie_wrapped(settings, tmp_path):
    crypto.encrypt("payloads", b"x")
    ring = json.loads((tmp_path / "ring.json").read_text())
    assert settings.MASTER_KEY not in json.dumps(ring)
    assert (tmp_path / "ring.json").stat().st_mode & 0o077 == 0


def test_a_signature_holds_for_its_text_only():
    key_id, signature = crypto.sign(b"head")
    assert crypto.verify(crypto.public_key_pem(key_id), b"head", signature)
    assert not crypto.verify(crypto.public_key_pem(key_id), b"heap", signature)
    assert not crypto.verify(crypto.public_key_pem(key_id), b"head", "zz")
