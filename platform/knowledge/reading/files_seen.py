"""Let the reading process see one document and the programs it needs, and change nothing (Landlock, Linux 5.13 and later)."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH = 1
READ_FILE, READ_DIRECTORY = 1 << 2, 1 << 3
# How many kinds of access each version of the interface knows; all are forbidden unless a rule allows them.
ACCESS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
NEWEST_BITS = 16
PROGRAMS = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/opt/homebrew",
    sys.prefix,
    sys.base_prefix,
    str(Path(__file__).parents[2]),
)


def see_only(document: Path, programs: Iterable[str] = PROGRAMS) -> bool:
    """From now on this process can read the document and the programs, and no other file. False where it can't be held."""
    if platform.system() != "Linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return False
    handled = struct.pack("Q", (1 << ACCESS_BITS.get(version, NEWEST_BITS)) - 1)
    rules = libc.syscall(CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        return False
    allowed = [(str(document), READ_FILE), *((path, READ_FILE | READ_DIRECTORY) for path in programs)]
    for path, access in allowed:
        _allow(libc, rules, path, access)
    held = libc.syscall(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return held


def _allow(libc: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    if not os.path.exists(path):
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    libc.syscall(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", access, place), 0)
    os.close(place)
