"""Letters of other scripts that look like Latin ones, and decorated letters that Unicode does not decompose."""

# Lower case only: text is lower-cased first. Cyrillic, Greek, Armenian, small capitals, and letters with a bar, a hook
# or a missing dot. A letter that a reader of its own script would not mistake for a Latin one is left out.
_ALIKE: dict[str, str] = {
    "a": "аαɑᴀ",
    "b": "вʙƀɓьЪ".lower(),
    "c": "сϲᴄƈ",
    "d": "ԁɗđᴅ",
    "e": "еҽεᴇєɛ",
    "f": "ꜰƒ",
    "g": "ԍցɡɠɢ",
    "h": "һհħʜн",
    "i": "іıιɪɩ",
    "j": "јϳᴊ",
    "k": "кκᴋƙ",
    "l": "ӏłʟƚ",
    "m": "мᴍ",
    "n": "пηոɴ",
    "o": "оοσօᴏøө",
    "p": "рρᴘƥ",
    "q": "ԛզ",
    "r": "гʀɍ",
    "s": "ѕꜱʂ",
    "t": "тτᴛŧƭ",
    "u": "υսᴜ",
    "v": "ѵνᴠ",
    "w": "ԝωաᴡшѡ",
    "x": "хχ",
    "y": "уγყƴ",
    "z": "ᴢƶ",
}

# First code point of A to Z: in white on black, twice, and the letters that make flags.
_ALPHABETS: tuple[int, ...] = (0x1F150, 0x1F170, 0x1F1E6)


def lookalikes() -> dict[int, int]:
    """Code point → code point of the Latin letter that a reader takes it for."""
    table = {ord(other): ord(latin) for latin, others in _ALIKE.items() for other in others}
    for first in _ALPHABETS:
        table |= {first + number: ord("a") + number for number in range(26)}
    return table
