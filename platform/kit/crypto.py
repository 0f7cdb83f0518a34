"""Encrypt, sign and pseudonymise with one key per purpose, each wrapped by the installation's master key."""

import hashlib
import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from kit.files import locked, write_atomically

NONCE_BYTES = 12
KEY_BYTES = 32
SIGNING = "signing"


class Undecipherable(ValueError):
    """The token was not made with a key of this purpose, or was changed."""


def encrypt(purpose: str, data: bytes) -> str:
    """AES-256-GCM under the purpose's current key; the token names the key, so that old ones stay readable."""
    key_id, key = _current(purpose)
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, data, purpose.encode())
    return f"v1.{key_id}.{urlsafe_b64encode(sealed).decode()}"


def decrypt(purpose: str, token: str) -> bytes:
    """The inverse of `encrypt`. Raises Undecipherable."""
    try:
        _version, key_id, body = token.split(".")
        sealed = urlsafe_b64decode(body)
        key = _ring()[purpose]["keys"][key_id]
        return AESGCM(_unwrap(key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
    except (ValueError, KeyError, InvalidTag) as error:
        raise Undecipherable(purpose) from error


def mac(purpose: str, data: bytes) -> str:
    """HMAC-SHA256 in hex under the purpose's FIRST key: pseudonyms must stay the same after a rotation."""
    ring = _ring_with(purpose)
    return hmac.new(_unwrap(ring["keys"][ring["first"]]), data, hashlib.sha256).hexdigest()


def sign(data: bytes) -> tuple[str, str]:
    """(key id, Ed25519 signature in hex) with the installation's signing key."""
    key_id, seed = _current(SIGNING)
    return key_id, Ed25519PrivateKey.from_private_bytes(seed).sign(data).hex()


def verify(public_pem: bytes, data: bytes, signature: str) -> bool:
    """Does `signature` (hex) belong to `data` under this public key?"""
    key = serialization.load_pem_public_key(public_pem)
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key_pem(key_id: str | None = None) -> bytes:
    """The public half of the signing key `key_id`, or of the current one. Raises KeyError."""
    ring = _ring_with(SIGNING)
    seed = _unwrap(ring["keys"][key_id or ring["current"]])
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def rotate(purpose: str) -> str:
    """Make a new current key for `purpose`; what older keys sealed stays readable. Answers the new key's id."""
    with locked(_ring_path()):
        ring = dict(_read())
        held = ring.get(purpose, {"keys": {}})
        key_id = f"k{len(held['keys']) + 1}"
        keys = held["keys"] | {key_id: _wrap(os.urandom(KEY_BYTES))}
        ring[purpose] = {"first": held.get("first", key_id), "current": key_id, "keys": keys}
        write_atomically(_ring_path(), json.dumps(ring, indent=1).encode(), mode=0o600)
    return key_id


def purposes() -> tuple[str, ...]:
    """Every purpose that has a key."""
    return tuple(sorted(_ring()))


def _ring_path() -> Path:
    return Path(settings.KEYS_DIR) / "ring.json"


def _read() -> dict:
    path = _ring_path()
    return json.loads(path.read_bytes()) if path.exists() else {}


def _ring() -> dict:
    path = _ring_path()
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _cached_ring(str(path), stamp)


@lru_cache(maxsize=4)
def _cached_ring(path: str, stamp: int) -> dict:
    """The ring as of `stamp`, so that a rotation in another process is seen at the next call."""
    return _read()


def _ring_with(purpose: str) -> dict:
    if purpose not in _ring():
        _make_first(purpose)
    return _ring()[purpose]


def _make_first(purpose: str) -> None:
    """Two processes may meet here: the one that comes second finds the key made."""
    with locked(_ring_path().with_suffix(".first")):
        if purpose not in _read():
            rotate(purpose)


def _current(purpose: str) -> tuple[str, bytes]:
    ring = _ring_with(purpose)
    return ring["current"], _unwrap(ring["keys"][ring["current"]])


def _wrap(key: bytes) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return urlsafe_b64encode(nonce + AESGCM(_master()).encrypt(nonce, key, b"ring")).decode()


@lru_cache(maxsize=256)
def _unwrap(wrapped: str) -> bytes:
    raw = urlsafe_b64decode(wrapped)
    return AESGCM(_master()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], b"ring")


def _master() -> bytes:
    """32 bytes from the settings; the file beside the ring holds them where no key store gives them."""
    return bytes.fromhex(settings.MASTER_KEY)
