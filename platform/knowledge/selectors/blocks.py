"""Read a version's file again as the blocks it is made of, for whoever needs the structure that passages do not keep."""

from uuid import UUID

from knowledge.errors import DocumentNotFound, TextWithheld, Unreadable
from knowledge.files import local_copy
from knowledge.models import PAIR, SEEN, DocumentVersion
from knowledge.parsed import Block, ReadFailed
from knowledge.reading import read_file
from knowledge.selectors.access import readable
from knowledge.types import DocumentBlock, VersionFile
from tenants.types import Principal


def version_file(version_id: UUID, *, principal: Principal) -> VersionFile:
    """What `blocks` reads. Raises DocumentNotFound; TextWithheld where the document policy keeps a passage back, since
    blocks are not screened one by one."""
    row = DocumentVersion.objects.filter(readable(principal, through="document__"), id=version_id).first()
    if row is None or row.state != "ready" or row.format == PAIR:
        raise DocumentNotFound
    if row.passages.exclude(verdict__in=SEEN).exists():
        raise TextWithheld
    return VersionFile(version_id=row.id, file=row.file, name=row.file_name)


def blocks(source: VersionFile) -> tuple[DocumentBlock, ...]:
    """The blocks in reading order, read by the limited child: call it outside any unit. Raises Unreadable."""
    try:
        with local_copy(source.file) as path:
            parsed = read_file(path, name=source.name)
    except (ReadFailed, FileNotFoundError) as problem:
        raise Unreadable from problem
    return tuple(_laid_out(parsed.blocks))


def _laid_out(read: tuple[Block, ...]) -> list[DocumentBlock]:
    """Each table's header as its first row: blocks carry it beside every row."""
    found: list[DocumentBlock] = []
    headed: set[int] = set()
    for block in read:
        if block.table is not None and block.header and block.table not in headed:
            headed.add(block.table)
            header = tuple(block.header)
            found.append(DocumentBlock(kind="table_row", text=" | ".join(header), cells=header, table=block.table))
        found.append(
            DocumentBlock(
                kind=block.kind, text=block.text, level=block.level, cells=tuple(block.cells), table=block.table
            )
        )
    return found
