"""Take in sheets of pairs, all rows or none, after a look at them; give them out again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from audit.services import record
from kit import clock
from kit.roles import atomic
from kit.scoping import current_tenant_id
from knowledge import events
from knowledge.adapters.language import language_of
from knowledge.errors import ImportNotFound, RowsBad
from knowledge.models import PAIR, Document, Pair, PairImport, PairPhrasing
from knowledge.pairing.content import Content, folded
from knowledge.pairing.previews import PairPreview, PairRow, PairsTaken
from knowledge.pairing.rows import Draft, name_of, write_versions
from knowledge.pairing.sheets import write_csv, write_xlsx
from knowledge.selectors.pair_imports import preview_of
from knowledge.selectors.pairs import pairs
from knowledge.services.pairs import approval, lock_base, next_version
from knowledge.types import PairState
from labels.services import label_for, mark_file, visible_text
from tenants.services import require
from tenants.types import Principal

KEPT = timedelta(days=1)
"""How long a sheet waits for its confirmation."""

OnKnown = Literal["keep", "replace"]


@atomic()
def preview_import(*, base_id: UUID, name: str, rows: Sequence[PairRow], by: Principal) -> PairPreview:
    """Keep the rows of a sheet for their confirmation, and say which of their questions are answered already.

    Raises BaseNotFound, MayNot.
    """
    require(by, "knowledge.write")
    lock_base(base_id)
    PairImport.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    kept = [_to_json(row) for row in rows]
    made = PairImport.objects.create(base_id=base_id, name=name[:255], by=by.actor, rows=kept)
    return preview_of(made)


@atomic()
def import_pairs(*, import_id: UUID, on_known: OnKnown, state: PairState, by: Principal) -> PairsTaken:
    """Take in a sheet that was looked at, every row of it. `on_known` says what becomes of questions that are answered
    already; what other imports have brought in meanwhile counts.

    Raises ImportNotFound, RowsBad where a row has an error, MayNot.
    """
    require(by, "knowledge.write")
    base_id = PairImport.objects.filter(id=import_id).values_list("base_id", flat=True).first()
    if base_id is not None:
        lock_base(base_id)
    held: PairImport | None = PairImport.objects.select_for_update().filter(id=import_id).first()
    if held is None:
        raise ImportNotFound
    sheet = preview_of(held)
    if sheet.bad:
        raise RowsBad(count=len(sheet.bad))
    taken = _take_in(sheet, on_known, state, by)
    held.delete()
    data = {"base": str(sheet.base_id), **asdict(taken)}
    record(events.PAIRS_IMPORTED, actor=by.actor, data=data)
    return taken


@atomic()
def drop_import(*, import_id: UUID, by: Principal) -> None:
    """Forget a sheet that was looked at. Raises ImportNotFound, MayNot."""
    require(by, "knowledge.write")
    if not PairImport.objects.filter(id=import_id).delete()[0]:
        raise ImportNotFound


@atomic()
def export_pairs(*, base_id: UUID, kind: Literal["csv", "xlsx"], language: str, by: Principal) -> bytes:
    """All pairs of a base as a sheet, drafts too for those who see them. Where a model drafted one of them, the sheet
    carries the label of machine-made text. Raises MayNot, CannotMark."""
    require(by, "knowledge.write")
    found = pairs(base_id, principal=by)
    entry = record(
        events.PAIRS_EXPORTED, actor=by.actor, data={"base": str(base_id), "pairs": len(found), "format": kind}
    )
    drafted = any(pair.drafted_by for pair in found)
    if kind == "csv":
        return write_csv(found, note=visible_text(language) if drafted else "")
    content = write_xlsx(found)
    if not drafted:
        return content
    label = label_for(tenant_id=current_tenant_id(), turn_id=entry, language=language)
    return mark_file(content, kind=kind, label=label)


def _take_in(sheet: PairPreview, on_known: OnKnown, state: PairState, by: Principal) -> PairsTaken:
    new = [row for row in sheet.rows if row.known is None]
    known = [row for row in sheet.rows if row.known is not None]
    if new:
        _add(sheet.base_id, new, state, by)
    if on_known == "replace":
        for row in known:
            _replace(row, by)
    replaced = len(known) if on_known == "replace" else 0
    return PairsTaken(added=len(new), replaced=replaced, kept=len(known) - replaced)


def _add(base_id: UUID, rows: Sequence[PairRow], state: PairState, by: Principal) -> None:
    contents = [Content(row.questions, row.answer) for row in rows]
    documents = Document.objects.bulk_create(
        [
            Document(
                base_id=base_id,
                kind=PAIR,
                name=name_of(content),
                added_by=by.actor,
                versions_made=1,
                tags=sorted(set(row.tags)),
                language=language_of((*content.questions, content.answer)),
            )
            for row, content in zip(rows, contents, strict=True)
        ],
        batch_size=500,
    )
    drafts = [
        Draft(document, content, None, row.valid_until)
        for document, content, row in zip(documents, contents, rows, strict=True)
    ]
    versions = write_versions(drafts, base_id=base_id)
    said = approval(state, by)
    Pair.objects.bulk_create(
        [
            Pair(document=document, version=version, owner=by.actor, **said)
            for document, version in zip(documents, versions, strict=True)
        ],
        batch_size=500,
    )


def _replace(row: PairRow, by: Principal) -> None:
    """The next version of a known pair; phrasings that the sheet does not name stay."""
    pair = Pair.objects.select_for_update(of=("self",)).select_related("document", "version").get(id=row.known)
    held = PairPhrasing.objects.filter(passage__version=pair.version).order_by("ordinal").values_list("text", flat=True)
    asked = {folded(each): each for each in (*row.questions, *held)}
    pair.document.tags = sorted({*pair.document.tags, *row.tags})
    window = (pair.version.valid_from, row.valid_until)
    if window[0] and window[1] and window[0] >= window[1]:
        window = (None, row.valid_until)
    next_version(pair, Content(tuple(asked.values()), row.answer), window, by)


def _to_json(row: PairRow) -> dict[str, Any]:
    kept = asdict(row) | {"valid_until": row.valid_until.isoformat() if row.valid_until else None}
    return {name: value for name, value in kept.items() if name != "known"}
