"""Check the identity that a customer's own server signed for its visitor (a JWT, HS256, at most an hour old)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from kit import clock
from widget.errors import IdentityRefused

LONGEST_SECONDS = 3600
SKEW_SECONDS = 30
MOST_BYTES = 4096
MOST_ATTRIBUTES, LONGEST_VALUE = 20, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A visitor whom the site vouches for, with what it says of him: which rules apply to him."""

    subject: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


def verify(token: str, *, secret: bytes, audience: str) -> Identity:
    """Who the visitor is. Raises IdentityRefused for anything but a fresh token that was never used before.

    The algorithm is fixed: what the token's header names is compared, never obeyed.
    """
    claims = _claims(token, secret)
    now = clock.now().timestamp()
    issued, expires = _number(claims, "iat"), _number(claims, "exp")
    if not (issued - SKEW_SECONDS <= now < expires and expires - issued <= LONGEST_SECONDS):
        raise IdentityRefused(reason="expired")
    if claims.get("aud") != audience:
        raise IdentityRefused(reason="other_site")
    subject, name = claims.get("sub"), claims.get("name", "")
    if not isinstance(subject, str) or not 0 < len(subject) <= 200:
        raise IdentityRefused(reason="unreadable")
    attributes = _attributes(claims.get("attributes", {}))
    _use_once(claims.get("jti"), audience, round(expires - now) + SKEW_SECONDS)
    return Identity(subject=subject, name=name[:80] if isinstance(name, str) else "", attributes=attributes)


def _attributes(given: object) -> dict[str, str]:
    """Names and values as text; what the tenant does not know is sorted out where it is used."""
    if not isinstance(given, dict) or len(given) > MOST_ATTRIBUTES:
        raise IdentityRefused(reason="unreadable")
    pairs = list(given.items())
    if any(not isinstance(value, str) or max(len(name), len(value)) > LONGEST_VALUE for name, value in pairs):
        raise IdentityRefused(reason="unreadable")
    return dict(pairs)


def _claims(token: str, secret: bytes) -> dict[str, Any]:
    """The claims of a token whose signature holds."""
    parts = token.split(".")
    if not secret or len(token) > MOST_BYTES or len(parts) != 3:
        raise IdentityRefused(reason="unreadable")
    try:
        expected = hmac.new(secret, f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
        header, claims, signature = json.loads(_raw(parts[0])), json.loads(_raw(parts[1])), _raw(parts[2])
    except (ValueError, RecursionError) as error:
        raise IdentityRefused(reason="unreadable") from error
    right = isinstance(header, dict) and header.get("alg") == "HS256" and isinstance(claims, dict)
    if not right or not hmac.compare_digest(expected, signature):
        raise IdentityRefused(reason="forged")
    return dict(claims)


def _raw(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _number(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise IdentityRefused(reason="unreadable")
    return float(value)


def _use_once(token_id: object, audience: str, seconds: int) -> None:
    """A copied token opens nothing: each is taken once."""
    if not isinstance(token_id, str) or not 8 <= len(token_id) <= 100:
        raise IdentityRefused(reason="unreadable")
    if not cache.add(f"widget:jti:{audience}:{token_id}", 1, timeout=max(1, seconds)):
        raise IdentityRefused(reason="used")
