import pytest
from pydantic import ValidationError

from config.env import Env, load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("MODEL", "foo"),
        ("HEYAN_SECRET_KEY", "short"),
        ("HEYAN_MASTER_KEY", "zz"),
        ("HEYAN_LOG_LEVEL", "LOUD"),
        ("HEYAN_PUBLIC_URL", "chat.example.com"),
        ("HEYAN_DATABASE_URL", "postgresql://localhost/heyan"),
        ("HEYAN_UPLOAD_LIMIT_MB", "0"),
    ],
)
def test_nonsense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Env()


def test_a_typing_error_in_a_name_is_refused(monkeypatch):
    monkeypatch.setenv("HEYAN_PROT", "1")
    with pytest.raises((ValueError, SystemExit), match="HEYAN_PROT"):
        load()


def test_debug_and_https_exclude_each_other(monkeypatch):
    monkeypatch.setenv("HEYAN_DEBUG", "true")
    monkeypatch.setenv("HEYAN_HTTPS", "true")
    with pytest.raises(ValidationError):
        Env()


def test_lists_are_written_with_commas(monkeypatch):
    monkeypatch.setenv("HEYAN_ALLOWED_HOSTS", "a.example.com, b.example.com")
    assert Env().allowed_hosts == ("a.example.com", "b.example.com")


def test_secrets_do_not_show_in_a_printed_setting(monkeypatch):
    monkeypatch.setenv("MODEL_KEY", "very-secret")
    monkeypatch.setenv("GLM_API_KEY", "also-secret")
    monkeypatch.setenv("HEYAN_SECRET_KEY", "a-very-secret-key-of-enough-length")
    assert "very-secret" not in repr(Env())
    assert "also-secret" not in repr(Env())
