"""EML, MHT and MSG: the letter's head, its text, and its attachments read as what they are."""

from __future__ import annotations

import email
import email.policy
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message, MIMEPart
from typing import Any

import olefile

from knowledge.adapters import html
from knowledge.adapters.attached import Inner, with_files
from knowledge.adapters.encodings import decode
from knowledge.adapters.joining import clean
from knowledge.adapters.language import language_of
from knowledge.adapters.sources import Source
from knowledge.parsed import Block, Parsed, ReadFailed

NAME, OUTLOOK = "EML", "MSG"
HEAD = ("Subject", "From", "To", "Cc", "Date")
MOST_PARTS = 200
BROKEN = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    LookupError,
    struct.error,
    RecursionError,
)
# Outlook keeps each property in a stream named by its number; 001F is UTF-16, 001E a code page, 0102 bytes.
PROPERTY = "__substg1.0_"
OUTLOOK_HEAD = {"Subject": "0037", "From": "0C1A", "To": "0E04", "Cc": "0E03"}
TEXT, MARKUP, CONTENT, LONG_NAME, SHORT_NAME, DISPLAY_NAME = "1000", "1013", "3701", "3707", "3704", "3001"


@dataclass(slots=True)
class Letter:
    """What a mail holds, whatever wrapped it."""

    head: list[tuple[str, str]] = field(default_factory=list)
    body: tuple[Block, ...] = ()
    attachments: list[tuple[str, bytes]] = field(default_factory=list)


def read(path: Source, inner: Inner) -> Parsed:
    """An internet mail. Raises ReadFailed: damaged, no_text."""
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        letter = _letter(message)
    except BROKEN as error:
        raise ReadFailed("damaged", format=NAME) from error
    return _parsed(letter, NAME, inner)


def read_outlook(path: Source, inner: Inner) -> Parsed:
    """A mail as Outlook saves it. Raises ReadFailed: damaged, no_text."""
    try:
        with path.open("rb") as stream, olefile.OleFileIO(stream) as container:
            letter = _outlook_letter(container)
    except BROKEN as error:
        raise ReadFailed("damaged", format=OUTLOOK) from error
    return _parsed(letter, OUTLOOK, inner)


def _parsed(letter: Letter, name: str, inner: Inner) -> Parsed:
    """Head and text first, then the attachments."""
    title = next((text for key, text in letter.head if key == "Subject"), "")
    head = "\n".join(f"{key}: {text}" for key, text in letter.head)
    blocks, notes = with_files([*([Block(head)] if head else []), *letter.body], letter.attachments, inner)
    if not blocks:
        raise ReadFailed("no_text")
    language = language_of(block.text for block in blocks)
    return Parsed(tuple(blocks), name, notes=tuple(notes), title=title, language=language)


def _letter(message: EmailMessage) -> Letter:
    head = [(key, clean(str(message[key])).replace("\n", " ")) for key in HEAD if message[key]]
    letter = Letter(head)
    body = message.get_body(preferencelist=("html", "plain"))
    if body is not None:
        letter.body = _body(_content(body), body.get_content_type() == "text/html")
    for number, part in enumerate(_files(message, body), 1):
        name = part.get_filename() or f"{number}.{part.get_content_subtype()}"
        letter.attachments.append((clean(name).replace("\n", " "), _content(part)))
    return letter


def _files(message: EmailMessage, body: MIMEPart | None) -> Iterator[MIMEPart]:
    """The parts that are files: what is attached, not the other version of the text, nor pictures inside it."""
    pending: list[MIMEPart] = [message]
    seen = 0
    while pending and seen < MOST_PARTS:
        part = pending.pop(0)
        seen += 1
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            attached = part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822"
            if part is not body and part is not message and (attached or part.get_filename()) and not _inline(part):
                yield part
        else:
            pending += list(part.iter_parts())


def _inline(part: MIMEPart) -> bool:
    return part.get_content_maintype() == "image" and part["Content-ID"] is not None


def _content(part: MIMEPart) -> bytes:
    """Bytes of a part; text in UTF-8 where it names an encoding that holds."""
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        letter = inside[0] if isinstance(inside, list) and inside else None
        return letter.as_bytes() if isinstance(letter, Message) else b""
    data = part.get_payload(decode=True) or b""
    if part.get_content_maintype() != "text" or not isinstance(data, bytes):
        return data if isinstance(data, bytes) else b""
    charset = {"gb2312": "gb18030", "gbk": "gb18030"}.get(str(part.get_content_charset() or "").lower(), "")
    try:
        return data.decode(charset or part.get_content_charset() or "utf-8").encode()
    except (UnicodeError, LookupError):
        return data


def _body(data: bytes, markup: bool) -> tuple[Block, ...]:
    if not data.strip():
        return ()
    text, _ = decode(data, markup=markup)
    if markup:
        try:
            return html.parse(text).blocks
        except ReadFailed:
            return ()
    return tuple(Block(clean(part)) for part in text.replace("\r\n", "\n").split("\n\n") if clean(part))


def _outlook_letter(container: Any) -> Letter:
    names = {"/".join(entry) for entry in container.listdir()}

    def value(place: str, number: str) -> str:
        for kind, codec in (("001F", "utf-16-le"), ("001E", "")):
            stream = f"{place}{PROPERTY}{number}{kind}"
            if stream in names:
                data = container.openstream(stream).read()
                return data.decode(codec, "replace") if codec else decode(data)[0] if data else ""
        return ""

    letter = Letter([(key, clean(value("", number)).replace("\n", " ")) for key, number in OUTLOOK_HEAD.items()])
    letter.head = [(key, text) for key, text in letter.head if text]
    plain, markup = value("", TEXT), f"{PROPERTY}{MARKUP}0102"
    if markup in names:
        letter.body = _body(container.openstream(markup).read(), True)
    if not letter.body:
        letter.body = _body(plain.encode(), False)
    for place in sorted({name.split("/")[0] for name in names if name.startswith("__attach_")}):
        called = value(f"{place}/", LONG_NAME) or value(f"{place}/", SHORT_NAME) or value(f"{place}/", DISPLAY_NAME)
        content = f"{place}/{PROPERTY}{CONTENT}0102"
        letter.attachments.append(
            (
                clean(called).replace("\n", " ") or place,
                container.openstream(content).read() if content in names else b"",
            )
        )
    return letter
