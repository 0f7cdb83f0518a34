"""Builds the demo company's documents from their Markdown sources: PDF through Chromium, DOCX, XLSX, and the questions.

`documents/` is what the demo tenant starts with, `to-upload/` a file for trying the upload. The built files are committed, since this needs Chromium and Noto CJK fonts. Run it with the development environment:
`python examples/build.py`.
"""

from __future__ import annotations

import datetime
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "platform"))

from knowledge.adapters import markdown, pdf, xlsx  # noqa: E402
from knowledge.parsed import Parsed  # noqa: E402

SOURCES, DOCUMENTS, TO_UPLOAD = HERE / "sources", HERE / "documents", HERE / "to-upload"
PDFS = ("员工手册", "费用报销制度", "星桥X2用户手册", "StarBridge-X2-User-Guide")
READERS = {".pdf": pdf.read, ".xlsx": xlsx.read, ".md": markdown.read}
PARSER = MarkdownIt("commonmark").enable("table")
DATED = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
STYLE = """
@page { size: A4; margin: 24mm 22mm 22mm; @bottom-center { content: counter(page); font: 9pt sans-serif; color: #666 } }
body { font: 11.5pt/1.85 "Noto Sans CJK SC", sans-serif; color: #111 }
h1 { font-size: 24pt; margin: 30mm 0 4mm; line-height: 1.4 }
h2 { font-size: 17pt; break-before: page; margin: 0 0 4mm }
h2.first { break-before: auto; margin-top: 12mm }
h3 { font-size: 13.5pt; margin: 5mm 0 1mm; break-after: avoid }
p, li { margin: 1.5mm 0; text-align: justify }
table { border-collapse: collapse; width: 100%; margin: 3mm 0; font-size: 10.5pt; line-height: 1.6; break-inside: avoid }
th, td { border: 0.6pt solid #555; padding: 1.2mm 2.5mm; text-align: left; vertical-align: top }
th { font-weight: 700 }
.edition { color: #444 }
"""
LIMITS = {
    "住宿标准": [
        ("城市类别", "城市", "P1–P4（元/晚）", "P5–P6、M1（元/晚）", "M2 及以上（元/晚）"),
        *[("一类", city, 450, 600, 900) for city in ("北京", "上海", "广州", "深圳")],
        *[("二类", city, 380, 480, 700) for city in ("杭州", "成都", "南京", "武汉", "西安", "重庆", "天津", "苏州")],
        ("三类", "其他城市", 300, 380, 550),
    ],
    "餐补与交通": [
        ("城市类别", "餐补（元/天）", "市内交通上限（元/天）", "自行住宿奖励（元/晚）"),
        ("一类", 120, 150, 100),
        ("二类", 100, 150, 100),
        ("三类", 80, 150, 100),
    ],
    "境外标准": [
        ("国家或地区", "币种", "住宿上限（每晚）", "餐补（每天）", "生效日期"),
        ("中国香港", "HKD", 1400, 420, datetime.date(2026, 1, 1)),
        ("日本", "JPY", 18000, 6500, datetime.date(2026, 1, 1)),
        ("新加坡", "SGD", 260, 75, datetime.date(2026, 1, 1)),
        ("德国", "EUR", 150, 55, datetime.date(2026, 1, 1)),
        ("美国", "USD", 190, 70, datetime.date(2026, 4, 1)),
    ],
    "审批限额": [
        ("单笔金额（元）", "审批人", "付款时限（工作日）"),
        ("20000 及以下", "直接上级、财务初审、财务负责人", 5),
        ("20000 至 100000", "另加分管副总裁", 7),
        ("100000 以上", "另加总裁", 10),
    ],
}


def front_matter(name: str) -> tuple[dict[str, str], str]:
    """(fields, Markdown) of a source."""
    _, head, body = (SOURCES / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.strip().splitlines()), body


def page_of(name: str) -> str:
    """The whole HTML page of a source."""
    fields, body = front_matter(name)
    content = PARSER.render(body).replace("</h1>", f'</h1><p class="edition">{html.escape(fields["edition"])}</p>', 1)
    content = content.replace("<h2>", '<h2 class="first">', 1)
    language = "zh" if re.search("[\u4e00-\u9fff]", fields["title"]) else "en"
    title = html.escape(fields["title"])
    return f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style><body>{content}'


def build_pdf(name: str) -> None:
    """Through Chromium, which embeds a subset of the fonts."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_of(name), encoding="utf-8")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", "--generate-pdf-document-outline",
            f"--print-to-pdf={DOCUMENTS / name}.pdf", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def build_docx(name: str) -> None:
    """With Word's own heading, list and table styles."""
    fields, body = front_matter(name)
    document = Document()
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title"):
        document.styles[style].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title, properties.author, properties.created, properties.modified = (
        fields["title"],
        "晨星科技",
        DATED,
        DATED,
    )
    tokens = iter(PARSER.parse(body))
    lists: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            text = next(tokens).content
            document.add_heading(text, 0 if level == 1 else level - 1)
            if level == 1:
                document.add_paragraph(fields["edition"])
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append("List Number" if token.type.startswith("ordered") else "List Bullet")
        elif token.type.endswith("list_close"):
            lists.pop()
        elif token.type == "table_open":
            add_table(document, list(rows_of(tokens)))
        elif token.type == "inline":
            document.add_paragraph(token.content, style=lists[-1] if lists else None)
    document.save(str(TO_UPLOAD / f"{name}.docx"))


def rows_of(tokens: Iterator[Token]) -> Iterator[list[str]]:
    """Cells of a Markdown table, up to its end."""
    row: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token.content)
        elif token.type == "tr_close":
            yield row
        elif token.type == "table_close":
            return


def add_table(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.add_paragraph()


def build_xlsx() -> None:
    """The limits that the expense policy refers to."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in LIMITS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in "ABCDE":
            sheet.column_dimensions[column].width = 22
    book.properties.title, book.properties.creator = "差旅费用标准（2026）", "晨星科技"
    book.properties.created = book.properties.modified = DATED.replace(tzinfo=None)
    book.save(DOCUMENTS / "差旅费用标准.xlsx")


def build_questions() -> None:
    """Add to each question the page on which its evidence stands, and refuse evidence that does not stand there."""
    parsed: dict[str, Parsed] = {}
    lines = []
    for number, line in enumerate((SOURCES / "questions.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        question = json.loads(line)
        name, evidence = question["document"], question.pop("evidence", "")
        if name and name not in parsed:
            parsed[name] = READERS[Path(name).suffix](DOCUMENTS / name)
        page = page_with(parsed[name], evidence) if evidence else None
        lines.append(json.dumps({"id": f"demo-{number:03d}", **question, "page": page}, ensure_ascii=False))
    (HERE / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def page_with(parsed: Parsed, evidence: str) -> int | None:
    """The physical page of the first block that holds the words."""
    wanted = re.sub(r"\s", "", evidence)
    for block in parsed.blocks:
        text = re.sub(r"\s", "", block.text)
        place = text.find(wanted)
        if place >= 0:
            starts = [spot for spot in block.spots if len(re.sub(r"\s", "", block.text[: spot.start])) <= place]
            return starts[-1].page if starts else None
    raise SystemExit(f"not in the document: {evidence}")


def main() -> None:
    DOCUMENTS.mkdir(exist_ok=True)
    TO_UPLOAD.mkdir(exist_ok=True)
    for name in PDFS:
        build_pdf(name)
    build_docx("员工手册")
    build_xlsx()
    build_questions()


if __name__ == "__main__":
    main()
