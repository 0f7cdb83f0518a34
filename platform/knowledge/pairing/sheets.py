"""Read sheets of pairs, whatever their columns are called, and write them."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import Workbook

from kit.errors import Invalid
from knowledge.errors import SheetUnreadable, TooManyRows
from knowledge.pairing.content import content_of, folded
from knowledge.pairing.previews import PairRow
from knowledge.parsed import FAILURES, Block, ReadFailed
from knowledge.reading import LIMITS, read_file
from knowledge.types import PairInfo

MOST_ROWS, MOST_MB = 20_000, 20
HEADERS = ("question", "answer", "phrasings", "tags", "valid_until", "state", "drafted_by")
NAMES = {
    "question": ("question", "questions", "q", "ask", "问题", "标准问", "标准问题", "问", "提问", "主问题"),
    "answer": ("answer", "answers", "a", "reply", "答案", "回答", "答", "回复", "标准答案"),
    "phrasings": (
        "phrasings", "more phrasings", "other questions", "similar questions", "similar", "variants", "aliases",
        "相似问", "相似问题", "相似问法", "其他问法", "更多问法", "扩展问", "扩展问法", "问法",
    ),
    "tags": ("tags", "tag", "category", "categories", "标签", "分类", "类别"),
    "expected": ("expected", "expected question", "expected pair", "期望", "期望问题", "对应问题", "预期"),
    "valid_until": ("valid until", "valid_until", "expires", "expiry", "until", "有效期", "有效期至", "失效日期", "截止日期", "到期日"),
}  # fmt: skip
NOBODY = frozenset(("", "none", "无", "没有"))
CALLED = {folded(name): column for column, names in NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Trial:
    """A question and one phrasing of the pair that answers it; empty where none does."""

    question: str
    expected: str


def read_sheet(content: BinaryIO, name: str) -> list[PairRow]:
    """The rows of an XLSX or CSV file with what is wrong in each. Runs the reader's child: call it outside any unit.

    Raises SheetUnreadable, TooManyRows.
    """
    return rows_of(_blocks(content, name))


def read_trials(content: BinaryIO, name: str) -> list[Trial]:
    """Questions to try, from an XLSX or CSV file with the columns question and expected. Raises SheetUnreadable."""
    held = [block for block in _blocks(content, name) if {"question", "expected"} <= set(_columns(block))]
    if not held:
        raise SheetUnreadable(
            reason=gettext("no row names the columns “question” and “expected” (or “问题” and “期望”).")
        )
    trials = []
    for block in held:
        columns = _columns(block)
        question, expected = block.cells[columns["question"][0]].strip(), block.cells[columns["expected"][0]].strip()
        if question:
            trials.append(Trial(question, "" if folded(expected) in NOBODY else expected))
    return trials


def _blocks(content: BinaryIO, name: str) -> tuple[Block, ...]:
    data = content.read((MOST_MB << 20) + 1)
    if len(data) > MOST_MB << 20:
        raise SheetUnreadable(reason=gettext("it is larger than %d MB.") % MOST_MB)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix[:10]) as copy:
        copy.write(data)
        copy.flush()
        try:
            parsed = read_file(Path(copy.name), name=name, limits=LIMITS)
        except ReadFailed as problem:
            raise SheetUnreadable(reason=gettext(FAILURES[problem.code]) % problem.details) from problem
    return parsed.blocks


def rows_of(blocks: Sequence[Block]) -> list[PairRow]:
    """The rows of the first table that has a question and an answer in its header. Raises SheetUnreadable, TooManyRows."""
    first = next((block for block in blocks if {"question", "answer"} <= set(_columns(block))), None)
    if first is None:
        raise SheetUnreadable(
            reason=gettext("no row names the columns “question” and “answer” (or “问题” and “答案”) above the pairs.")
        )
    held = [block for block in blocks if block.table == first.table and block.sheet == first.sheet]
    if len(held) > MOST_ROWS:
        raise TooManyRows(limit=MOST_ROWS)
    return _told_twice([_row(block) for block in held])


def _columns(block: Block) -> dict[str, list[int]]:
    """Which columns hold what; several may hold phrasings."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(block.header):
        column = CALLED.get(folded(name)) or CALLED.get(folded(name).rstrip("0123456789"))
        if column == "question" and "question" in found:
            column = "phrasings"
        if column:
            found.setdefault(column, []).append(place)
    return found


def _row(block: Block) -> PairRow:
    columns = _columns(block)
    cells = {
        name: [block.cells[place] for place in places if place < len(block.cells)] for name, places in columns.items()
    }
    more = [line for cell in cells.get("phrasings", ()) for line in _lines(cell)]
    questions, answer = [*cells["question"], *more], cells["answer"][0]
    problems: list[str] = []
    try:
        content = content_of(questions, answer)
        questions, answer = list(content.questions), content.answer
    except Invalid as error:
        problems.append(_says(error.field, bool("".join(cells["question"]).strip()), bool(answer.strip())))
    until, misread = _until("".join(cells.get("valid_until", ())))
    tags = tuple(dict.fromkeys(tag for cell in cells.get("tags", ()) for tag in _tags(cell)))
    problems += [misread] if misread else []
    if any(len(tag) > 60 for tag in tags) or len(tags) > 30:
        problems.append(gettext("A tag is too long, or there are too many."))
    return PairRow(
        number=_number(block),
        questions=tuple(questions),
        answer=answer,
        tags=tags,
        valid_until=until,
        problems=tuple(problems),
    )


def _says(field: str, asked: bool, answered: bool) -> str:
    if field == "questions":
        return (
            gettext("The question is too long, or there are too many.")
            if asked
            else gettext("The question is missing.")
        )
    return gettext("The answer is too long.") if answered else gettext("The answer is missing.")


def _number(block: Block) -> int:
    digits = "".join(sign for sign in (block.cell or "").rsplit("!", 1)[-1].split(":")[0] if sign.isdigit())
    return int(digits or 0)


def _lines(cell: str) -> Iterable[str]:
    """Several phrasings in one cell: a line each, or with a bar or semicolon between them."""
    for line in cell.replace("||", "\n").replace("|", "\n").replace("；", "\n").replace(";", "\n").split("\n"):
        if line.strip():
            yield line.strip()


def _tags(cell: str) -> Iterable[str]:
    for sign in "，、;；|\n":
        cell = cell.replace(sign, ",")
    return (tag.strip() for tag in cell.split(",") if tag.strip())


def _until(text: str) -> tuple[datetime | None, str]:
    """The first moment after the day that the cell names, and what is wrong with it."""
    plain = text.strip().replace("年", "-").replace("月", "-").rstrip("日").replace("/", "-").replace(".", "-")
    if not plain:
        return None, ""
    try:
        year, month, day = (int(part) for part in plain.split(" ")[0].split("T")[0].split("-"))
        last = date(year, month, day)
        return timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)), ""
    except (ValueError, OverflowError):
        return None, gettext("“%s” is no date; write it as 2027-12-31.") % text.strip()[:40]


def _told_twice(rows: Sequence[PairRow]) -> list[PairRow]:
    """A question that two rows of one sheet answer is an error of the later one."""
    seen: dict[str, int] = {}
    told = []
    for row in rows:
        again = next((seen[key] for each in row.questions if (key := folded(each)) in seen), None)
        problem = () if again is None else (gettext("Row %d has the same question.") % again,)
        told.append(replace(row, problems=row.problems or problem))
        for each in row.questions:
            seen.setdefault(folded(each), row.number)
    return told


def write_csv(pairs: Iterable[PairInfo], *, note: str = "") -> bytes:
    """As spreadsheets open it: UTF-8 with a mark. `note` is a last row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    writer.writerows([_safe(cell) for cell in _cells(pair)] for pair in pairs)
    if note:
        writer.writerow([note])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(pairs: Iterable[PairInfo]) -> bytes:
    """One sheet; text is text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("pairs")
    sheet.append(list(HEADERS))
    for pair in pairs:
        sheet.append([_safe(cell) for cell in _cells(pair)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(pair: PairInfo) -> list[str]:
    last = timezone.localtime(pair.valid_until - timedelta(seconds=1)).date().isoformat() if pair.valid_until else ""
    more = "\n".join(pair.questions[1:])
    return [pair.questions[0], pair.answer, more, ", ".join(pair.tags), last, pair.state, pair.drafted_by]


def _safe(cell: str) -> str:
    """A cell that begins like a formula would be run by the program that opens it."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
