"""Cut a passage into the parts that are embedded: whole sentences, about a hundred Chinese characters together."""

from kit.sentences import is_han, sentences

WIDTH = 100
"""In Chinese characters. Whole passages blur; single sentences rank no better than this and take twice the room."""
LATIN = 0.35
"""A Latin letter says about a third of what a Chinese character says."""
OVERFLOW = 1.6


def windows(text: str) -> tuple[str, ...]:
    """The parts of `text` in order, without overlap; at least one unless there is only white space."""
    found: list[str] = []
    held, room = "", float(WIDTH)
    for sentence in sentences(text):
        size = width(sentence.text)
        if held and size > room:
            found.append(held)
            held, room = "", float(WIDTH)
        held = f"{held} {sentence.text}" if held else sentence.text
        room -= size
        while width(held) > WIDTH * OVERFLOW:
            cut = int(len(held) * WIDTH / width(held))
            found.append(held[:cut])
            held = held[cut:]
            room = WIDTH - width(held)
    return (*found, held) if held else tuple(found)


def width(text: str) -> float:
    """Length in Chinese characters."""
    return sum(1.0 if is_han(character) else LATIN for character in text)
