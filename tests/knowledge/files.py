"""Makes the files that the reading tests need: good ones, broken ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LATIN, BOLD, CHINESE = "Helvetica", "Helvetica-Bold", "STSong-Light"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def pdf(path: Path, *pages: Callable[[Canvas], None], title: str = "") -> Path:
    """A PDF with one drawing function per page."""
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text_page(
    lines: Sequence[str], *, font: str = LATIN, size: float = 11, top: float = 60, left: float = 72
) -> Callable[[Canvas], None]:
    """Lines from `top` points under the upper edge, 1.5 em apart."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for index, line in enumerate(lines):
            canvas.drawString(left, HEIGHT - top - index * size * 1.5, line)

    return draw


def at(canvas: Canvas, left: float, top: float, text: str, *, font: str = LATIN, size: float = 11) -> None:
    """One line; `top` counts from the upper edge to the baseline."""
    canvas.setFont(font, size)
    canvas.drawString(left, HEIGHT - top, text)


def ruled_table(
    canvas: Canvas, rows: Sequence[Sequence[str]], *, top: float, font: str = LATIN, width: float = 110
) -> None:
    """A table with a line around every cell, rows 20 points high."""
    canvas.setFont(font, 10)
    left, high = 72.0, 20.0
    for number in range(len(rows) + 1):
        canvas.line(left, HEIGHT - top - number * high, left + width * len(rows[0]), HEIGHT - top - number * high)
    for number in range(len(rows[0]) + 1):
        canvas.line(left + number * width, HEIGHT - top, left + number * width, HEIGHT - top - len(rows) * high)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            canvas.drawString(left + x * width + 4, HEIGHT - top - y * high - 14, cell)


def scanned_pdf(path: Path, pages: int = 2) -> Path:
    """Pages that are pictures."""
    picture = io.BytesIO()
    Image.new("L", (600, 800), 200).save(picture, "PNG")

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, 150 * mm, 200 * mm)

    return pdf(path, *[draw] * pages)


def locked_pdf(path: Path) -> Path:
    """Opens only with a password."""
    source = pdf(path.with_suffix(".open.pdf"), text_page(["secret"]))
    writer = PdfWriter(PdfReader(source))
    writer.encrypt("tester", algorithm="AES-256")
    writer.write(path)
    return path


def looping_pdf(path: Path) -> Path:
    """A page tree whose only node is its own child, and which claims a million pages."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 /Parent 2 0 R >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, data.rindex(b"endobj") + 7,
    )  # fmt: skip
    path.write_bytes(data)
    return path


def word_file(path: Path, body: str, **parts: str) -> Path:
    """A DOCX from the XML inside its body; further parts by name with "__" for "/"."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return archive(
        path, {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **parts}
    )


def archive(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def zip_bomb(path: Path, megabytes: int = 400) -> Path:
    """A DOCX whose document unpacks to `megabytes` of blanks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", CONTENT_TYPES)
        out.writestr("_rels/.rels", RELATIONS)
        with out.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return path


def overlapping_zip(path: Path, copies: int = 200) -> Path:
    """Many names for the same compressed bytes, as in archives that unpack to more than they could hold."""
    kernel = path.with_suffix(".kernel")
    with zipfile.ZipFile(kernel, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b"a" * 1_000_000)
        for number in range(copies):
            info = zipfile.ZipInfo(f"word/{number:05d}.bin")
            out.writestr(info, b"")
        first = out.infolist()[0]
        for info in out.infolist()[1:]:
            info.header_offset, info.compress_size, info.file_size = (
                first.header_offset,
                first.compress_size,
                first.file_size,
            )
            info.compress_type, info.CRC = first.compress_type, first.CRC
    kernel.replace(path)
    return path


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha ha ha ha ha ha ">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
) + "]>"  # fmt: skip


def text_picture(lines: Sequence[str], *, size: int = 40, across: int = 1240, down: int = 1754) -> Image.Image:
    """A white page of an A4 scan at 150 dpi with black lines of text."""
    page = Image.new("RGB", (across, down), "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((120, 150 + number * size * 2), line, fill="black", font=ImageFont.load_default(size))
    return page


def scan(path: Path, *pages: Image.Image) -> Path:
    """A PDF whose pages are these pictures."""

    def draw(picture: Image.Image) -> Callable[[Canvas], None]:
        return lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)

    return pdf(path, *map(draw, pages))
