"""The AIGC record as text, and what becomes of a record that a file has already."""

import json
import re
from typing import Any, Final

from stdnum.cn import uscc

from labels.types import AIGC_KEYS

ASCII: Final = re.compile(r"[\x21-\x5b\x5d-\x7e]*")
"""Printable, no space, no backslash."""

PRODUCER, PROPAGATOR = "1", "2"


def provider_code(social_code: str, *, role: str, app_code: str) -> str:
    """The 27 characters that name who generates (role 1) or spreads (role 2).

    Without a valid unified social credit code there is no provider code; what stands in its place says so.
    """
    if not uscc.is_valid(social_code):
        return f"DEMO-NO-USCC-{role}-{app_code}"
    return f"0011{uscc.compact(social_code)}{role}{app_code}"


def valid(found: Any) -> bool:
    """Has it the seven keys, all texts of plain characters, and the three that must not be empty?"""
    return (
        isinstance(found, dict)
        and set(found) == set(AIGC_KEYS)
        and all(isinstance(value, str) and ASCII.fullmatch(value) for value in found.values())
        and all(found[key] for key in AIGC_KEYS[:3])
    )


def dump(record: dict[str, str]) -> str:
    """One line of JSON, plain ASCII, the keys in their order. Raises ValueError for what is not a record."""
    if not valid(record):
        raise ValueError("not an AIGC record")
    return json.dumps({key: record[key] for key in AIGC_KEYS}, separators=(",", ":"))


def load(text: str | None) -> dict[str, str] | None:
    """The record in `text`, bare or wrapped in an `AIGC` key; None where there is none."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    if isinstance(found, dict) and "AIGC" in found:
        found = found["AIGC"]
    return found if valid(found) else None


def merged(held: dict[str, str] | None, ours: dict[str, str]) -> dict[str, str]:
    """The one record that the file gets: ours, or a stranger's as producer with us as who spreads it."""
    if held is None or held["ContentProducer"] == ours["ContentProducer"]:
        return ours
    return {key: held[key] if key in AIGC_KEYS[:4] else ours[key] for key in AIGC_KEYS}
