"""Signing in, second factors, lock-out, resetting a password: the pages as a browser meets them."""

import re
import statistics
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from audit.selectors import entries
from audit.types import Filters
from kit import outbox
from kit.ids import PLATFORM_TENANT
from kit.scoping import tenant_scope
from tenants.adapters.account import SecondFactorAdapter
from tenants.models import User
from tests.cast import PASSWORD, Person

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
FIELD = re.compile(r'<input[^>]*(?:csrfmiddlewaretoken|name="login")[^>]*>|data-csrf="[^"]*"')


@pytest.fixture(autouse=True)
def an_empty_cache(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password})


def body(response: HttpResponse) -> str:
    """The page without what differs each time: tokens, and the address that was typed."""
    return FIELD.sub("", response.content.decode())


def code_now(secret: str) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def code_for(user_id: int) -> str:
    stored = Authenticator.objects.get(user_id=user_id, type="totp").data["secret"]
    return code_now(SecondFactorAdapter().decrypt(stored))


def records(event: str) -> list[dict[str, Any]]:
    with tenant_scope(PLATFORM_TENANT):
        return [one.data for one in entries(Filters(event=event)).entries]


def test_the_right_password_signs_in(client: Client, anna: Person) -> None:
    response = sign_in(client, anna.email)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert records("tenants.signed_in") == [{"method": "password"}]


def test_the_address_may_be_spelt_in_any_way(client: Client, anna: Person) -> None:
    assert sign_in(client, "ANNA@Example.com").status_code == 302


def test_a_wrong_password_does_not(client: Client, anna: Person) -> None:
    assert sign_in(client, anna.email, "wrong").status_code == 200
    assert records("tenants.sign_in_failed") == [{"step": "password"}]


def test_the_sixth_try_is_locked_even_with_the_right_password(client: Client, anna: Person) -> None:
    for _ in range(5):
        sign_in(client, anna.email, "wrong")
    assert sign_in(client, anna.email).status_code == 200
    assert "_auth_user_id" not in client.session
    assert records("tenants.sign_in_locked") == [{"minutes": 15}]


def test_the_lock_does_not_hang_on_the_browser(anna: Person) -> None:
    for _ in range(5):
        sign_in(Client(REMOTE_ADDR="10.0.0.1"), anna.email, "wrong")
    assert sign_in(Client(REMOTE_ADDR="10.9.9.9"), anna.email).status_code == 200


def test_pages_do_not_tell_whether_an_account_exists(client: Client, anna: Person) -> None:
    known = [body(sign_in(client, anna.email, "wrong")).replace(anna.email, "") for _ in range(7)]
    nobody = "nobody@example.com"
    unknown = [body(sign_in(client, nobody, "wrong")).replace(nobody, "") for _ in range(7)]
    assert known == unknown


def test_records_do_not_tell_it_either(client: Client, anna: Person) -> None:
    for email in (anna.email, "nobody@example.com"):
        for _ in range(6):
            sign_in(client, email, "wrong")
    assert len(records("tenants.sign_in_failed")) == 10
    assert len(records("tenants.sign_in_locked")) == 2


@pytest.mark.slow
def test_time_does_not_tell_it_either(client: Client, anna: Person, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    user = User.objects.get(pk=anna.user_id)
    user.set_password(PASSWORD)
    user.save()

    def seconds(email: str) -> float:
        cache.clear()
        begun = time.perf_counter()
        sign_in(client, email, "wrong")
        return time.perf_counter() - begun

    pairs = [(seconds(anna.email), seconds("nobody@example.com")) for _ in range(15)]
    known, unknown = (statistics.median(one) for one in zip(*pairs, strict=True))
    assert 0.7 < known / unknown < 1.43


def test_an_account_that_is_switched_off_stays_out(client: Client, anna: Person) -> None:
    User.objects.filter(pk=anna.user_id).update(is_active=False)
    sign_in(client, anna.email)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client) -> None:
    client.post("/account/signup/", {"email": "x@example.com", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="x@example.com").exists()


def test_an_address_that_was_not_confirmed_stays_out(client: Client, anna: Person) -> None:
    user = User.objects.get(pk=anna.user_id)
    user.emailaddress_set.update(verified=False)
    sign_in(client, anna.email)
    assert "_auth_user_id" not in client.session
    outbox.run_due(PLATFORM_TENANT)
    link = re.search(r"/account/confirm-email/\S+", mail.outbox[0].body)
    assert link
    client.post(link.group())
    assert sign_in(Client(), anna.email).headers["Location"] == "/"


def test_a_session_ends_when_idle_for_half_an_hour(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    assert client.session.get_expiry_age() <= 1800
    assert client.cookies["heyan_session"]["max-age"] == ""


def test_signing_out_ends_the_session_and_is_on_record(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session
    assert records("tenants.signed_out") == [{}]


def test_a_link_alone_signs_nobody_out(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session


def test_signing_in_changes_the_session(client: Client, anna: Person) -> None:
    client.get(LOGIN)
    session = client.session
    session["left"] = "behind"
    session.save()
    before = session.session_key
    sign_in(client, anna.email)
    assert client.session.session_key != before


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client: Client, anna: Person, target: str) -> None:
    response = client.post(f"{LOGIN}?next={target}", {"login": anna.email, "password": PASSWORD, "next": target})
    assert response.headers["Location"] == "/"


def reset_link(client: Client, email: str) -> str:
    client.post("/account/password/reset/", {"email": email})
    outbox.run_due(PLATFORM_TENANT)
    found = re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body)
    assert found
    return found.group()


def choose(client: Client, link: str, password: str) -> HttpResponse:
    page = client.get(link)
    return client.post(page.headers["Location"], {"password1": password, "password2": password})


def test_a_password_is_reset_by_mail_once(client: Client, anna: Person) -> None:
    link = reset_link(client, anna.email)
    assert choose(client, link, "Fresh-start-2026").status_code == 302
    assert sign_in(Client(), anna.email, "Fresh-start-2026").headers["Location"] == "/"
    assert Client().get(link).status_code == 200
    assert records("tenants.password_changed") == [{"how": "reset"}]


def test_a_reset_ends_a_lock(client: Client, anna: Person) -> None:
    for _ in range(6):
        sign_in(client, anna.email, "wrong")
    choose(client, reset_link(client, anna.email), "Fresh-start-2026")
    assert sign_in(Client(), anna.email, "Fresh-start-2026").status_code == 302


def test_a_reset_refuses_a_weak_password(client: Client, anna: Person) -> None:
    assert choose(client, reset_link(client, anna.email), "weak").status_code == 200
    assert sign_in(Client(), anna.email).status_code == 302


def test_asking_for_a_reset_does_not_tell_whether_an_account_exists(client: Client, anna: Person) -> None:
    known, unknown = (
        client.post("/account/password/reset/", {"email": email}, follow=True)
        for email in (anna.email, "no@example.com")
    )
    assert (known.status_code, body(known)) == (unknown.status_code, body(unknown))


def test_a_new_password_ends_other_sessions(client: Client, anna: Person) -> None:
    other = Client()
    sign_in(other, anna.email)
    choose(client, reset_link(client, anna.email), "Fresh-start-2026")
    assert other.get("/account/password/change/").status_code == 302


def set_up_factor(client: Client) -> str:
    """Activate an authenticator app; its secret."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret: str = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": code_now(secret)}).status_code == 302
    cache.clear()
    return secret


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_is_set_up_and_asked_for(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    secret = set_up_factor(client)
    later = Client()
    response = sign_in(later, anna.email)
    assert response.headers["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in later.session
    later.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in later.session
    later.post("/account/2fa/authenticate/", {"code": code_for(anna.user_id)})
    assert "_auth_user_id" in later.session
    assert records("tenants.second_factor_added")[-1] == {"kind": "totp"}
    assert secret not in str(list(Authenticator.objects.values()))


def test_a_recovery_code_works_once(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    set_up_factor(client)
    code = client.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    for expected in (True, False):
        later = Client()
        sign_in(later, anna.email)
        later.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in later.session) is expected


def test_codes_cannot_be_guessed_without_end(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    set_up_factor(client)
    later = Client()
    sign_in(later, anna.email)
    for _ in range(5):
        later.post("/account/2fa/authenticate/", {"code": "000000"})
    later.post("/account/2fa/authenticate/", {"code": code_for(anna.user_id)})
    assert "_auth_user_id" not in later.session
    assert {"step": "second factor"} in records("tenants.sign_in_failed")


def test_a_factor_is_not_removed_without_showing_who_one_is(client: Client, anna: Person) -> None:
    sign_in(client, anna.email)
    set_up_factor(client)
    session = client.session
    session["account_authentication_methods"] = [
        one | {"at": one["at"] - 3600} for one in session["account_authentication_methods"]
    ]
    session.save()
    response = client.post("/account/2fa/totp/deactivate/")
    assert "reauthenticate" in response.headers["Location"]
    assert Authenticator.objects.filter(user_id=anna.user_id, type="totp").exists()


PAGES = ["login", "password/reset", "password/reset/done", "signup", "inactive", "confirm-email"]
SIGNED_IN_PAGES = ["logout", "email", "password/change", "2fa", "2fa/totp/activate", "2fa/recovery-codes/generate"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(client: Client, page: str, language: str) -> None:
    response = client.get(f"/account/{page}/", headers={"Accept-Language": language})
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("page", SIGNED_IN_PAGES)
def test_every_page_of_somebody_signed_in_opens(client: Client, anna: Person, page: str) -> None:
    sign_in(client, anna.email)
    if "2fa/" in page:
        client.post("/account/reauthenticate/", {"password": PASSWORD})
    if "recovery" in page:
        set_up_factor(client)
    response = client.get(f"/account/{page}/")
    assert (response.status_code, "<h1>" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("page", SIGNED_IN_PAGES[1:])
def test_these_pages_ask_a_stranger_to_sign_in(client: Client, page: str) -> None:
    assert client.get(f"/account/{page}/").headers["Location"].startswith(LOGIN)
