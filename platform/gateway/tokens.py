"""Estimate how many tokens a text is, where no tokenizer of the model is at hand."""

import re
from collections.abc import Iterable

from gateway.types import Message

# Vocabularies of today's Chinese-English models, GLM's and Qwen's among them: about 1.3 Han characters, or 4 letters
# of a word, to a token; digits mostly stand alone. Rounded up, so that a prompt that is said to fit does fit.
HAN_TOKENS = 0.8
LETTERS_PER_TOKEN = 4
MESSAGE_TOKENS = 4

_PIECES = re.compile(
    r"(?P<han>[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+)|(?P<word>[^\W\d_]+)|(?P<other>\S)"
)


def estimate(text: str) -> int:
    """Tokens of `text`, a little more rather than less."""
    total = 0.0
    for piece in _PIECES.finditer(text):
        length = piece.end() - piece.start()
        if piece.lastgroup == "han":
            total += length * HAN_TOKENS
        elif piece.lastgroup == "word":
            total += -(-length // LETTERS_PER_TOKEN)
        else:
            total += 1
    return -int(-total // 1)


def estimate_messages(messages: Iterable[Message]) -> int:
    """Tokens of a prompt, with what a chat template adds to each message."""
    return sum(estimate(message.content) + MESSAGE_TOKENS for message in messages)
