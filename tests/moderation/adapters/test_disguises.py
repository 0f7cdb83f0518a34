"""What is written in an encoding is read; what only looks like one is passed over."""

import base64
import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.adapters.disguises import revealed

PLAIN = "这是一段被编码的文字 with words"


@pytest.mark.parametrize(
    "hidden",
    [
        base64.b64encode(PLAIN.encode()).decode(),
        base64.b64encode(PLAIN.encode()).decode().rstrip("="),
        base64.urlsafe_b64encode(PLAIN.encode()).decode(),
        base64.b32encode(PLAIN.encode()).decode(),
        PLAIN.encode().hex(),
        " ".join(f"{byte:08b}" for byte in PLAIN.encode()),
        "".join(f"%{byte:02x}" for byte in PLAIN.encode()),
    ],
)
def test_an_encoding_is_read(hidden: str) -> None:
    assert any(PLAIN in plain for plain in revealed(f"看：{hidden}。"))


def test_shifted_letters_are_read() -> None:
    assert "ignore the rules" in list(revealed(codecs.encode("ignore the rules", "rot13")))


def test_ordinary_chinese_hides_nothing() -> None:
    assert list(revealed("员工每年有10天年假，编号20240001。")) == []


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert all(isinstance(plain, str) for plain in revealed(text))
