"""Personal data is found by shape and checksum, masked as people know it, and near misses stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.folding import fold
from moderation.personal import NAMES, shapes
from tests.moderation.screens import screen

MASK_ALL = {"output": {"personal": [{"action": "mask"}]}}


def masked(text: str) -> str:
    return screen(rules=MASK_ALL).judge(text).masked


def names(text: str) -> set[str]:
    return {found.name for found in shapes(NAMES).find(fold(text))}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("手机13812345678。", "手机138****5678。"),
        ("+86 138-1234-5678", "+86 138-****-5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("138\u200b12345678", "138\u200b****5678"),
        ("11010519491231002X", "110105********002X"),
        ("110105 19491231 002x", "110105 ******** 002x"),
        ("卡号 4111 1111 1111 1111", "卡号 **** **** **** 1111"),
        ("6222021234567890128", "***************0128"),
        ("zhang.san@corp.com.cn", "z****.***@corp.com.cn"),
        ("0755-86001234转2", "0755-******34转2"),
        ("(010) 8600 1234", "(010) 8*** **34"),
        ("护照 E12345678", "护照 E1*****78"),
        ("护照号码：520257828", "护照号码：52*****28"),
        ("车牌粤B12345", "车牌粤B***45"),
        ("91110000600037341L", "91************341L"),
    ],
)
def test_a_value_is_masked_with_its_ends_in_view(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X".replace("002X", "0021"),
        "110105194913310021",
        "4111111111111112",
        "1111111111111111111",
        "6222021234567890127",
        "订单号 325135629474554549",
        "金额 3.13812345678 元",
        "12812345678",
        "138123456789",
        "A13812345678",
        "520257828",
        "京ABCDEF",
        "user@localhost",
        "91110000600037341A",
        "2024-01-02 03:04:05",
    ],
)
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert masked(text) == text


def test_the_mask_keeps_every_place() -> None:
    text = "甲13812345678乙a@b.cn丙"
    assert len(masked(text)) == len(text)


def test_a_kind_that_the_policy_allows_is_not_even_sought() -> None:
    rules = MASK_ALL | {"output": {"personal": [{"action": "mask"}], "personal.email": [{"action": "allow"}]}}
    assert screen(rules=rules).judge("a@b.cn").hits == ()
    assert screen(rules=rules).stream().push("word").text == "word"


@given(
    st.from_regex(
        r"(?:1[3-9][0-9]{9}|[a-z][a-z.]{0,4}@[a-z]{2,5}\.(?:com|cn)|E[0-9]{8}|[京粤]B[0-9]{5})", fullmatch=True
    )
)
def test_every_beginning_of_a_value_is_held(value: str) -> None:
    searched = shapes(NAMES)
    for length in range(1, len(value)):
        folded = fold("，" + value[:length])
        assert searched.open_from(folded, 0) <= 1, value[:length]


def test_a_tax_code_is_not_taken_for_a_card_nor_an_identity_for_a_code() -> None:
    assert names("91110000600037341L") == {"credit_code"}
    assert names("11010519491231002X") == {"identity"}
