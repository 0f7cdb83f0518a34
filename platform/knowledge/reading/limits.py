"""What the reading process may use, and the system calls that it may not make."""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. Sizes in bytes, times in seconds."""

    file_bytes: int = 100_000_000
    pages: int = 2_000
    characters: int = 20_000_000
    memory: int = 1_500_000_000
    seconds: int = 120
    open_files: int = 64
    answer_bytes: int = 256_000_000
    pixels: int = 20_000_000
    render_seconds: int = 10
    page_seconds: int = 90  # for recognising one page: a second or two on a machine that has nothing else to do
    page_memory: int = 2_500_000_000


PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 1, 38, 22
SECCOMP_MODE_FILTER = 2
SIGKILL = 9
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # DENY answers EPERM
LOAD_WORD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
X32_BIT = 0x40000000

# Per machine: its audit number, then the numbers of the calls.
MACHINES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50, "socketpair": 53,
            "accept4": 288, "sendmmsg": 307, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "io_uring_setup": 425,
            "clone": 56, "fork": 57, "vfork": 58, "clone3": 435, "execve": 59, "execveat": 322, "kill": 62, "tkill": 200, "tgkill": 234,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "socket": 198, "connect": 203, "accept": 202, "sendto": 206, "sendmsg": 211, "bind": 200, "listen": 201, "socketpair": 199,
            "accept4": 242, "sendmmsg": 269, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "io_uring_setup": 425,
            "clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "kill": 129, "tkill": 130, "tgkill": 131,
        },
    ),
}  # fmt: skip
NETWORK = [
    "socket",
    "connect",
    "accept",
    "sendto",
    "sendmsg",
    "bind",
    "listen",
    "socketpair",
    "accept4",
    "sendmmsg",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "io_uring_setup",
]
PROCESSES = ["clone", "fork", "vfork", "clone3", "execve", "execveat", "kill", "tkill", "tgkill"]


def forbid(calls: Iterable[str]) -> bool:
    """Let the kernel refuse these calls from now on, in this process and its children. False where it can't."""
    machine = MACHINES.get(platform.machine())
    if machine is None or platform.system() != "Linux":
        return False
    audit, numbers = machine
    program = _program(audit, [numbers[call] for call in calls if call in numbers])
    code = ctypes.create_string_buffer(b"".join(program), 8 * len(program))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header), 0, 0) == 0)


def _program(audit: int, denied: list[int]) -> list[bytes]:
    """A filter on the call's number; a call made for another machine type ends the process."""

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    checks = [step(JUMP_EQUAL, len(denied) - index, 0, number) for index, number in enumerate(denied)]
    return [
        step(LOAD_WORD, 0, 0, 4),
        step(JUMP_EQUAL, 1, 0, audit),
        step(RETURN, 0, 0, KILL),
        step(LOAD_WORD, 0, 0, 0),
        step(JUMP_AT_LEAST, len(denied) + 1, 0, X32_BIT),
        *checks,
        step(RETURN, 0, 0, ALLOW),
        step(RETURN, 0, 0, DENY),
    ]


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends (Linux only)."""
    if platform.system() == "Linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)


def bound(memory: int, open_files: int, seconds: int) -> None:
    """Set memory, processor time, file and core limits of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
