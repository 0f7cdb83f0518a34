"""Say to whom a section of a document applies: all passages below its heading, in this version and in those to come."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from audit.services import record
from kit.errors import Invalid
from kit.roles import atomic
from knowledge import events
from knowledge.audiences import audience_of, narrowed
from knowledge.errors import DocumentNotFound
from knowledge.models import Document, Passage
from knowledge.selectors.documents import document as readable_document
from knowledge.selectors.sections import below
from knowledge.types import Audience
from tenants.services import require
from tenants.types import Principal

MOST_SECTIONS = 200
LONGEST_PATH = 1000
MOST_DECLINED = 500


@atomic()
def set_section_audience(*, document_id: UUID, path: str, audience: Mapping[str, Iterable[str]], by: Principal) -> None:
    """Say to whom the section with this heading path applies; empty: to whom the rest of the document does.

    A passage that somebody scoped by itself keeps what was said of it. Raises DocumentNotFound, Invalid, MayNot.
    """
    require(by, "knowledge.write")
    row, kept = _held(document_id, by), audience_of(audience)
    before = dict(row.sections)
    after = {name: held for name, held in before.items() if name != path} | ({path: kept} if kept else {})
    if not 0 < len(path) <= LONGEST_PATH or len(after) > MOST_SECTIONS:
        raise Invalid(field="section")
    row.sections = after
    row.save(update_fields=["sections"])
    said = "; ".join(f"{name}: {', '.join(values)}" for name, values in kept.items())
    data = {"document": str(row.id), "name": row.name, "section": path, "audience": said}
    record(events.SECTION_AUDIENCE_SET, actor=by.actor, data=data)
    touched = [each for each in Passage.objects.filter(version__document=row, kind="text") if below(each.path, path)]
    _apply(touched, before, after)


@atomic()
def decline_suggestion(*, document_id: UUID, key: str, by: Principal) -> None:
    """Never offer this suggestion again. Raises DocumentNotFound, Invalid, MayNot."""
    require(by, "knowledge.write")
    row = _held(document_id, by)
    if not 0 < len(key) <= LONGEST_PATH + 200:
        raise Invalid(field="suggestion")
    earlier = [each for each in row.declined if each != key]
    row.declined = [*earlier[1 - MOST_DECLINED :], key]
    row.save(update_fields=["declined"])


def apply_sections(version_id: UUID, sections: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
    """Give the passages of a new version what its document's sections say."""
    if sections:
        _apply(list(Passage.objects.filter(version_id=version_id, kind="text")), {}, sections)


def _apply(
    rows: Iterable[Passage],
    before: Mapping[str, Mapping[str, Iterable[str]]],
    after: Mapping[str, Mapping[str, Iterable[str]]],
) -> None:
    changed = []
    for row in rows:
        if _plain(row.audience) == _plain(audience_at(row.path, before)):
            row.audience = audience_at(row.path, after)
            changed.append(row)
    Passage.objects.bulk_update(changed, ["audience"], batch_size=500)


def audience_at(path: str, sections: Mapping[str, Mapping[str, Iterable[str]]]) -> Audience:
    """What all sections around a place say together, the outermost first."""
    found: Audience = {}
    for heading in sorted(sections, key=len):
        if below(path, heading):
            found = narrowed(found, sections[heading])
    return found


def _plain(audience: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {name: list(values) for name, values in audience.items()}


def _held(document_id: UUID, by: Principal) -> Document:
    """The locked row of a document that `by` may also read."""
    readable_document(document_id, principal=by)
    row: Document | None = Document.objects.select_for_update().filter(id=document_id).first()
    if row is None:
        raise DocumentNotFound
    return row
