"""The grammar takes what people calculate, and nothing that could do anything else."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.reckoning.errors import NoResult
from chat.reckoning.parsing import Number, parse


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "__import__('os').system('id')",
        "().__class__",
        "open('/etc/passwd')",
        "lambda: 1",
        "1 if 1 else 2",
        "a + 1",
        "[1, 2]",
        "{1: 2}",
        "1; 2",
        "1 == 1 == 1",
        "9^9^9",
        "9**9",
        "1e400",
        "0x10",
        "1 2",
        "(1",
        "1)",
        "--1",
        "1 +",
        "f'{1}'",
        "2026-13-01",
        "2026-02-30",
        "9" * 17,
        "(" * 40 + "1" + ")" * 40,
        "1+" * 60 + "1",
        "1" + "+1" * 200,
    ],
)
def test_what_is_not_in_the_grammar_is_refused(expression: str) -> None:
    with pytest.raises(NoResult):
        parse(expression)


def test_signs_of_full_width_and_of_print_are_read() -> None:
    assert parse("（１２＋３）×４÷２") == parse("(12+3)*4/2")


def test_thousands_and_myriads_are_numbers() -> None:
    assert (parse("1,200,000"), parse("3万")) == (Number(1_200_000), Number(30_000))  # type: ignore[arg-type]


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_and_soon(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(NoResult):
        parse(text)
    assert time.monotonic() - started < 1
