"""The system calls of a process that touch the files of one folder, and what it says, in order. By strace."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Everything that changes a file or makes it last. A question mark: not every machine has this call.
CALLS = (
    "openat,?open,?creat,write,writev,pwrite64,pwritev,?pwritev2,?sendfile,?copy_file_range,fallocate,ftruncate,truncate,"
    "fsync,fdatasync,?sync_file_range,?unlink,unlinkat,?rename,renameat,?renameat2,?link,linkat"
)
LINE = re.compile(r"\d+ +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<returned>-?\d+)(?P<rest>.*)")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"(?:\.\.\.)?')
FILE = re.compile(r"(?P<number>\d+)<(?P<path>[^>]*)>")
MISSING = "The replay of power cuts watches the system calls with strace. Run script/setup --test, which installs it."
NOT_ALLOWED = "strace may not watch a process here. Allow ptrace (docker: --cap-add SYS_PTRACE), then run this again.\n"


@dataclass(frozen=True)
class Opened:
    path: str
    creates: bool


@dataclass(frozen=True)
class Wrote:
    path: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncated:
    path: str
    size: int


@dataclass(frozen=True)
class Synced:
    """A file, or the folder itself."""

    path: str


@dataclass(frozen=True)
class Unlinked:
    path: str


@dataclass(frozen=True)
class Said:
    """A line on the standard output."""

    words: list[str]


Event = Opened | Wrote | Truncated | Synced | Unlinked | Said


def record(command: list[str], folder: Path, log: Path) -> list[Event]:
    """Run a command to its end; return what it did in this folder."""
    strace = shutil.which("strace")
    assert strace, MISSING
    watch = [strace, "-f", "-y", "-x", "-s", "10000000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]
    done = subprocess.run([*watch, *command], capture_output=True, text=True, check=False)
    assert "ptrace" not in done.stderr, NOT_ALLOWED + done.stderr
    assert done.returncode == 0, done.stderr
    with log.open() as lines:
        return list(_events(lines, str(folder)))


def _events(lines: Iterator[str], folder: str) -> Iterator[Event]:
    for line in lines:
        if folder not in line and "write(1<" not in line:
            continue
        found = LINE.match(line)
        assert found, f"Two threads at once, or another strace: {line[:200]}"
        if not found["returned"].startswith("-"):
            yield from _event(found["call"], found["arguments"], int(found["returned"]), folder)


def _event(call: str, arguments: str, returned: int, folder: str) -> Iterator[Event]:
    opened = FILE.match(arguments)
    path = opened["path"] if opened else ""
    if call == "write" and opened and opened["number"] == "1":
        yield from (Said(line.split()) for line in _text(arguments).decode().splitlines())
    elif call == "openat":
        yield Opened(_text(arguments).decode(), "O_CREAT" in arguments)
        assert "O_TRUNC" not in arguments
    elif call in {"unlink", "unlinkat"}:
        yield Unlinked(_text(arguments).decode())
    elif call in {"fsync", "fdatasync"}:
        yield Synced(path)
    elif call == "ftruncate":
        yield Truncated(path, int(arguments.rpartition(",")[2]))
    elif call == "pwrite64":
        data = _text(arguments)
        assert len(data) == returned, "a write that was cut short"
        yield Wrote(path, int(arguments.rpartition(",")[2]), data)
    else:
        assert folder not in arguments, f"a call that the replay does not understand: {call}({arguments[:200]})"


def _text(arguments: str) -> bytes:
    found = TEXT.search(arguments)
    assert found and not found[0].endswith("..."), "strace cut a text short"
    if found[0].startswith('"\\x'):
        return bytes.fromhex(found[0][1:-1].replace("\\x", ""))
    return bytes(ast.literal_eval("b" + found[0]))
