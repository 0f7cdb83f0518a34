"""Two questions are the same in other words; another number, name, negation or opposite makes them two."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from desk.likeness import SAME, apart, bare, centre, cosine, digest, likeness, profile
from gateway.embedding import embed

MATCHING = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev" / "matching"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年假有几天？", "年假有几天"),
        ("请问年假有几天呢", "年假有几天？谢谢"),
        ("年假有几天", "年假有幾天"),
        ("ＶＰＮ怎么连", "vpn怎么连？"),
        ("Hello, where is the canteen?", "where is the canteen"),
    ],
)
def test_greetings_width_case_and_script_make_no_difference(one: str, other: str) -> None:
    assert digest(one) == digest(other)


def test_a_question_of_courtesies_alone_is_not_empty() -> None:
    assert bare("谢谢") == "谢谢"


@pytest.mark.parametrize(
    ("one", "other", "guard"),
    [
        ("入职满 3 年有几天年假", "入职满 5 年有几天年假", "figures"),
        ("入职满三年有几天年假", "入职满 3 年有几天年假", ""),
        ("怎样连接 VPN", "怎样连接 WIFI", "names"),
        ("病假扣工资吗", "病假不扣工资吗", "negation"),
        ("能不能提前休假", "提前休假", ""),
        ("怎样开通门禁", "怎样注销门禁", "opposite"),
        ("最多可以请几天", "最少可以请几天", "opposite"),
        ("什么时候发工资", "在哪里发工资", "asked_for"),
        ("How do I enable the alarm?", "How do I disable the alarm?", "opposite"),
        ("Does the A100 have a fan?", "Does the B200 have a fan?", "figures"),
        ("我有一个问题", "我有问题", ""),
    ],
)
def test_guards(one: str, other: str, guard: str) -> None:
    assert apart(profile(one), profile(other)) == guard


def score(one: str, other: str) -> float:
    first, second = embed([one, other], kind="question")
    return likeness(profile(one), profile(other), float(first @ second))


@pytest.mark.parametrize(
    ("one", "other"),
    [("食堂周五的菜单是什么", "周五食堂菜单是什么"), ("出差的住宿标准是多少", "出差住宿标准多少钱")],
)
def test_other_words_for_the_same_reach_the_threshold(one: str, other: str) -> None:
    assert score(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"), [("食堂周五的菜单是什么", "怎样申请加班费"), ("年假有几天", "病假要什么证明")]
)
def test_other_questions_stay_below_it(one: str, other: str) -> None:
    assert score(one, other) < SAME


def test_a_centre_points_between_and_none_has_none() -> None:
    assert centre([[1.0, 0.0], [0.0, 1.0]]) == pytest.approx([0.7071, 0.7071], abs=1e-3)
    assert cosine([0.0], [1.0]) == 0.0
    with pytest.raises(ValueError, match="no vectors"):
        centre([])


@pytest.mark.slow
@pytest.mark.skipif(not MATCHING.exists(), reason="the matching sets are not beside the repository")
def test_merges_on_a_public_set_are_more_often_right_than_wrong() -> None:
    """Pairs that were chosen to be hard; a merge of any two questions at hand would be right in half of them."""
    with gzip.open(MATCHING / "lcqmc_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 10 == 1][:200]
    right = merged = 0
    for row in rows:
        if apart(profile(row["text"]), profile(row["text2"])) == "" and score(row["text"], row["text2"]) >= SAME:
            merged += 1
            right += int(row["label"])
    assert merged > 60
    assert right / merged > 0.6
