"""RTF: control words and groups read to paragraphs and rows, in the code pages and the Unicode escapes of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from knowledge.adapters.headings import Headings, with_chapters
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.adapters.tables import table_blocks
from knowledge.parsed import Block, Parsed, ReadFailed

NAME = "RTF"
TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.S
)
# Groups whose text no reader sees.
UNSEEN = frozenset(
    b"""fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf
    fldinst filetbl revtbl rsidtbl listtable listoverridetable generator xmlnstbl themedata colorschememapping datastore
    latentstyles annotation atnid atnauthor atntime atnref atnparent atrfstart atrfend bkmkstart bkmkend nonshppict sp
    sn sv mmathPr pgdsctbl upr operator author title template listname levelnumbers leveltext panose falt docvar
    userprops wgrffmtfilter pntext pn""".split()
)
SIGNS = {
    b"par": "\r", b"sect": "\r", b"page": "\n", b"line": "\n", b"tab": " ", b"emdash": "—", b"endash": "–", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"cell": "\x07",
    b"row": "\x0e", b"nestcell": " ", b"nestrow": " ",
}  # fmt: skip
SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\r", b"\r": "\r"}
CHARSETS = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}  # fmt: skip
WIDER = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 10000: "mac_roman", 65001: "utf-8", 54936: "gb18030"}
LATIN = 1252
DEEPEST = 2_000
HEADINGS = range(6)


@dataclass(frozen=True, slots=True)
class State:
    """What a group sets until it ends."""

    seen: bool = True
    page: str = "cp1252"
    skip: int = 1  # characters that stand in for one in Unicode
    level: int = 0
    in_table: bool = False
    in_note: bool = False


@dataclass(slots=True)
class Reader:
    """Turns tokens into a line of signs: text, ends of paragraphs, of cells and of rows."""

    data: bytes
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    pages: str = "cp1252"
    waiting: bytearray = field(default_factory=bytearray)
    text: str = ""
    interrupted: list[str] = field(default_factory=list)  # text that a note stands in the middle of
    pending: list[str] = field(default_factory=list)  # notes that follow the paragraph
    blocks: list[Block] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    tables: int = 0
    to_skip: int = 0
    font: int = 0

    def run(self) -> None:
        """Read the whole file."""
        at, end = 0, len(self.data)
        while at < end:
            found = TOKEN.match(self.data, at)
            if found is None:
                break
            at = found.end()
            word, number, byte, symbol, brace, plain = found.groups()
            if word == b"bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif byte:
                self._bytes(bytes([int(byte, 16)]))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                self._brace(brace)
            elif plain:
                self._bytes(plain)
        self._paragraph()
        self._end_table()

    def _brace(self, brace: bytes) -> None:
        self._settle()
        self.to_skip = 0
        if brace == b"{":
            if len(self.stack) >= DEEPEST:
                raise ReadFailed("bomb")
            self.stack.append(self.state)
        elif self.stack:
            before, self.state = self.state, self.stack.pop()
            if before.in_note and not self.state.in_note:
                self._end_note()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.state = replace(self.state, seen=False)
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self._unicode(number)
            return
        self._settle()
        if word in UNSEEN:
            self.state = replace(self.state, seen=False)
        elif word in (b"footnote", b"endnote"):
            self._start_note()
        elif word in SIGNS:
            self._sign(SIGNS[word])
        elif word in (b"v", b"deleted"):
            self.state = replace(self.state, seen=self.state.seen and number == 0)
        elif word == b"fldrslt":
            self.state = replace(self.state, seen=self.stack[-1].seen if self.stack else True)
        else:
            self._setting(word, number)

    def _setting(self, word: bytes, number: int | None) -> None:
        if word == b"pard":
            self.state = replace(self.state, level=0, in_table=False)
        elif word == b"plain":
            self.state = replace(self.state, page=self.pages)
        elif word == b"intbl":
            self.state = replace(self.state, in_table=True)
        elif word == b"outlinelevel" and number is not None and number in HEADINGS:
            self.state = replace(self.state, level=number + 1)
        elif word == b"uc" and number is not None:
            self.state = replace(self.state, skip=max(0, min(number, 8)))
        elif word == b"ansicpg" and number:
            self.pages = codec(number)
            self.state = replace(self.state, page=self.pages)
        elif word == b"f" and number is not None:
            self.font = number
            self.state = replace(self.state, page=self.fonts.get(number, self.pages))
        elif word == b"fcharset" and number in CHARSETS:
            self.fonts[self.font] = codec(CHARSETS[number]) if number else self.pages

    def _unicode(self, number: int) -> None:
        self._settle()
        self.to_skip = 0
        if self.state.seen:
            self.text += chr(number % 0x10000)
        self.to_skip = self.state.skip

    def _bytes(self, data: bytes) -> None:
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        if self.state.seen:
            self.waiting += data[skipped:]

    def _settle(self) -> None:
        """Decode the bytes that were read so far: a character may come as two escapes."""
        if self.waiting:
            self.text += self.waiting.decode(self.state.page, "replace")
            self.waiting.clear()

    def _say(self, text: str) -> None:
        self._settle()
        if text == "\r":
            self._sign(text)
        elif self.to_skip:
            self.to_skip -= 1
        elif self.state.seen:
            self.text += text

    def _sign(self, sign: str) -> None:
        if not self.state.seen:
            return
        if sign == "\x07":
            self.cells.append(self._taken().replace("\n", " "))
        elif sign == "\x0e":
            self.rows.append(self.cells)
            self.cells = []
        elif sign == "\r" and not self.state.in_table and not self.state.in_note:
            self._paragraph()
        else:
            self.text += "\n" if sign == "\r" else sign

    def _taken(self) -> str:
        self._settle()
        whole = self.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.text = ""
        return clean(whole)

    def _start_note(self) -> None:
        self.interrupted.append(self.text)
        self.text = ""
        self.state = replace(self.state, seen=True, in_note=True)

    def _end_note(self) -> None:
        """The note waits behind the text that it stands in, as a paragraph of its own."""
        note, before = self._taken(), self.interrupted.pop()
        self.text = before
        if note:
            self.pending.append(note)

    def _paragraph(self) -> None:
        text, level = self._taken(), self.state.level
        if text or self.pending:
            self._end_table()
        if text:
            path = self.headings.enter(level, text) if level else self.headings.path()
            self.blocks.append(Block(text, "heading" if level else "paragraph", level, path))
        self.blocks += [Block(note, path=self.headings.path()) for note in self.pending]
        self.pending.clear()

    def _end_table(self) -> None:
        if self.rows:
            self.tables += 1
            self.blocks += table_blocks(self.rows, self.headings.path(), self.tables)
        self.rows = []


def codec(page: int) -> str:
    """Name of the decoder of a Windows code page."""
    name = WIDER.get(page, f"cp{page}")
    try:
        b"".decode(name)
    except LookupError:
        return f"cp{LATIN}"
    return name


def read(path: Source) -> Parsed:
    """Raises ReadFailed: bomb (nested beyond reason), no_text."""
    reader = Reader(path.read_bytes())
    reader.run()
    if not reader.blocks:
        raise ReadFailed("no_text")
    blocks = with_chapters(reader.blocks)
    return Parsed(blocks, NAME, language=language_of(block.text for block in blocks))
