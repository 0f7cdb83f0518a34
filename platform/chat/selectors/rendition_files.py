"""Write a rendition as a file that carries its label: Word, or Markdown."""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby

from django.utils.translation import gettext
from docx import Document

from chat.errors import RenditionUnfinished
from chat.types import Rendition, RenditionPart
from kit.errors import Invalid
from labels.services import mark_file
from labels.types import Label

DEEPEST = 6
STYLES = {"list_item": "List Bullet"}


def rendition_file(made: Rendition, kind: str) -> bytes:
    """The file as `docx` or `md`, marked as machine-made. Raises RenditionUnfinished, Invalid."""
    if kind not in WRITERS:
        raise Invalid(field="kind")
    if made.state != "ready":
        raise RenditionUnfinished
    return mark_file(WRITERS[kind](made), kind=kind, label=Label(text=made.label, aigc=dict(made.aigc)))


def _docx(made: Rendition) -> bytes:
    document = Document()
    document.core_properties.title = made.document
    for table, parts in grouped(made):
        if table is not None:
            _table(document, parts)
            continue
        for part in parts:
            if part.kind == "heading":
                document.add_heading(heading_text(part), level=min(max(part.level, 1), DEEPEST))
            else:
                document.add_paragraph(part.text, style=STYLES.get(part.kind))
    for line in _sources(made):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: "Document", rows: list[RenditionPart]) -> None:  # type: ignore[valid-type]
    width = max(len(row.cells) for row in rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")  # type: ignore[attr-defined]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=False):
            cell.text = text


def _markdown(made: Rendition) -> bytes:
    lines: list[str] = []
    for table, parts in grouped(made):
        if table is None:
            lines += [_line(part) for part in parts]
        else:
            lines.append("\n".join(_rows(parts)))
    return "\n\n".join([*lines, *_sources(made)]).encode()


def _line(part: RenditionPart) -> str:
    if part.kind == "heading":
        return f"{'#' * min(max(part.level, 1), DEEPEST)} {heading_text(part)}"
    if part.kind == "code":
        return f"```\n{part.text}\n```"
    return f"- {part.text}" if part.kind == "list_item" else part.text


def _rows(rows: list[RenditionPart]) -> Iterator[str]:
    width = max(len(row.cells) for row in rows)
    for number, row in enumerate(rows):
        cells = [cell.replace("|", "\\|").replace("\n", " ") for cell in row.cells]
        yield f"| {' | '.join(cells + [''] * (width - len(cells)))} |"
        if not number:
            yield "|" + " --- |" * width


def grouped(made: Rendition) -> Iterator[tuple[int | None, list[RenditionPart]]]:
    """Neighbouring rows of one table together, a comparison's under the names of its documents; None for all else."""
    for table, parts in groupby(made.parts, key=lambda part: part.table if part.cells else None):
        head = [_head(made)] if made.other and table is not None else []
        yield table, head + list(parts)


def _head(made: Rendition) -> RenditionPart:
    names = (made.document, made.other)
    return RenditionPart(kind="table_row", text=" | ".join(names), cells=names, table=0)


def heading_text(part: RenditionPart) -> str:
    """A heading, or that what follows stands in one document alone."""
    return gettext("Only in %(name)s") % {"name": part.text} if part.doubt == "alone" else part.text


def _sources(made: Rendition) -> list[str]:
    """What stands behind each number of a summary, once."""
    cited = {each.n: each for part in made.parts for each in part.citations}
    return [
        f"[{n}] {each.document}" + (f" · p. {each.page}" if each.page else "") + f" · “{each.quote}”"
        for n, each in sorted(cited.items())
    ]


WRITERS: dict[str, Callable[[Rendition], bytes]] = {"docx": _docx, "md": _markdown}
