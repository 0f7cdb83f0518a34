"""The record in the custom properties of an Office file, written part by part so that the rest stays as it was."""

import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from labels.adapters import record

PART: Final = "docProps/custom.xml"
TYPES: Final = "[Content_Types].xml"
RELATIONS: Final = "_rels/.rels"
CUSTOM_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUE_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
TYPES_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION_TYPE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIRST_PID: Final = 2

Parts = dict[str, bytes]


def unpack(content: bytes) -> Parts:
    """The parts by name. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {item.filename: package.read(item) for item in package.infolist() if not item.is_dir()}


def pack(parts: Parts) -> bytes:
    """An Office file; its list of content types comes first, as readers expect."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda each: each != TYPES):
            package.writestr(name, parts[name])
    return out.getvalue()


def parse(xml: bytes) -> etree._Element:
    """An element tree that follows no entity and no address."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def unparse(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(parts: Parts) -> dict[str, str] | None:
    """The record among the custom properties."""
    if PART not in parts:
        return None
    texts = ("".join(each.itertext()) for each in _ours(parse(parts[PART])))
    return next((found for text in texts if (found := record.load(text))), None)


def write(parts: Parts, ours: dict[str, str]) -> Parts:
    """The parts with exactly one record: what was there is merged, not repeated."""
    root = parse(parts[PART]) if PART in parts else etree.Element(f"{{{CUSTOM_NS}}}Properties", nsmap={None: CUSTOM_NS})
    final = record.merged(read(parts), ours)
    for old in _ours(root):
        root.remove(old)
    pids = [int(each.get("pid", FIRST_PID)) for each in root]
    pid = str(max(pids, default=FIRST_PID - 1) + 1)
    entry = etree.SubElement(root, f"{{{CUSTOM_NS}}}property", fmtid=FORMAT_ID, pid=pid, name="AIGC")
    etree.SubElement(entry, f"{{{VALUE_NS}}}lpwstr", nsmap={"vt": VALUE_NS}).text = record.dump(final)
    return parts | {
        PART: unparse(root),
        TYPES: _with_type(parts[TYPES]),
        RELATIONS: _with_relation(parts[RELATIONS]),
    }


def _ours(root: etree._Element) -> list[etree._Element]:
    return [each for each in root if each.get("name") == "AIGC"]


def _with_type(xml: bytes) -> bytes:
    root = parse(xml)
    if any(each.get("PartName") == f"/{PART}" for each in root):
        return xml
    etree.SubElement(root, f"{{{TYPES_NS}}}Override", PartName=f"/{PART}", ContentType=CONTENT_TYPE)
    return unparse(root)


def _with_relation(xml: bytes) -> bytes:
    root = parse(xml)
    if any(each.get("Type") == RELATION_TYPE for each in root):
        return xml
    taken = {each.get("Id") for each in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    etree.SubElement(root, f"{{{RELATIONS_NS}}}Relationship", Id=free, Type=RELATION_TYPE, Target=PART)
    return unparse(root)
