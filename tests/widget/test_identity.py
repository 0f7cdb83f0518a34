import base64
import hashlib
import hmac
import json

import pytest

from kit import clock
from widget.errors import IdentityRefused
from widget.identity import verify

SECRET = b"a secret of the shop"


def part(held: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(held).encode()).rstrip(b"=").decode()


def token(secret: bytes = SECRET, header: object = None, **changes: object) -> str:
    now = int(clock.now().timestamp())
    claims = {
        "sub": "customer-7",
        "aud": "site",
        "iat": now,
        "exp": now + 600,
        "jti": f"once-{clock.now().timestamp()}",
    }
    body = f"{part(header or {'alg': 'HS256', 'typ': 'JWT'})}.{part(claims | changes)}"
    signature = base64.urlsafe_b64encode(hmac.new(secret, body.encode(), hashlib.sha256).digest())
    return f"{body}.{signature.rstrip(b'=').decode()}"


def test_a_visitor_whom_the_site_vouches_for_is_known(db):
    found = verify(token(name="王女士"), secret=SECRET, audience="site")
    assert (found.subject, found.name) == ("customer-7", "王女士")


def test_an_identity_opens_one_session_only(db):
    once = token()
    verify(once, secret=SECRET, audience="site")
    with pytest.raises(IdentityRefused):
        verify(once, secret=SECRET, audience="site")


FORGED = [
    "",
    "a.b.c",
    "a.b",
    token(secret=b"another"),
    token(secret=b""),
    token(header={"alg": "none"}),
    token(header={"alg": "HS512"}),
    token(header=["HS256"]),
    token(aud="another site"),
    token(aud=None),
    token(sub=""),
    token(sub=7),
    token(sub="x" * 201),
    token(exp=1),
    token(exp=int(clock.now().timestamp()) + 7200),
    token(iat=int(clock.now().timestamp()) + 600),
    token(iat=True),
    token(exp="soon"),
    token(jti=None),
    token(jti="short"),
    token(name="x" * 5000),
    f"{base64.b64encode(b'[' * 2900).decode()}.b.c",
    "a.\ud800.c",
]


# The tokens hold the time, so they cannot name the tests.
@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
def test_anything_else_is_refused(db, forged):
    with pytest.raises(IdentityRefused):
        verify(forged, secret=SECRET, audience="site")


def test_without_a_secret_nobody_can_be_vouched_for(db):
    with pytest.raises(IdentityRefused):
        verify(token(secret=b""), secret=b"", audience="site")


def reason(identity: str) -> str:
    with pytest.raises(IdentityRefused) as refused:
        verify(identity, secret=SECRET, audience="site")
    return str(refused.value.details["reason"])


def test_the_sites_owner_is_told_why_an_identity_was_refused(db):
    once = token()
    verify(once, secret=SECRET, audience="site")
    assert reason(once) == "used"
    assert reason(token(secret=b"another")) == "forged"
    assert reason(token(exp=1)) == "expired"
    assert reason(token(aud="another site")) == "other_site"
    assert reason("a.b") == "unreadable"


def test_signed_attributes_come_with_the_identity(db):
    assert verify(token(attributes={"city": "上海"}), secret=SECRET, audience="site").attributes == {"city": "上海"}


@pytest.mark.parametrize(
    "wrong", [["city"], {"city": 7}, {"city": ["上海"]}, {"x" * 61: "a"}, {str(n): "a" for n in range(21)}]
)
def test_attributes_that_cannot_be_read_refuse_the_identity(db, wrong):
    assert reason(token(attributes=wrong)) == "unreadable"
