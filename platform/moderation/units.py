"""Cut a stream into the units that detectors judge, so that the cuts depend on the text alone."""

import re

LONGEST_SENTENCE = 200
_END = re.compile(r"[。！？；!?;\n]|\.\s")


def end_of_sentence(text: str, start: int, *, ended: bool) -> int | None:
    """Where the sentence that begins at `start` ends: after its end mark, after 200 characters, or with the text.

    None where the text goes on and the sentence is not complete.
    """
    match = _END.search(text, start, start + LONGEST_SENTENCE)
    if match:
        return match.end()
    if len(text) - start >= LONGEST_SENTENCE:
        return start + LONGEST_SENTENCE
    return len(text) if ended and start < len(text) else None


def end_of_text(text: str, start: int, *, ended: bool) -> int | None:
    """The whole text is one unit: it is complete when it has ended."""
    return len(text) if ended and start < len(text) else None
