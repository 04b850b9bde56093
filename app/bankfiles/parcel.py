"""Bank files that came from elsewhere, a ZIP or several files: which records they hold. Nothing touches the disk."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pydantic import ValidationError

from app.bankfiles.parts import Record
from app.bankfiles.problems import Problem
from app.bankfiles.reader import LARGEST, Entry, decoded, problems_of, records_of, repeated_ids
from app.bankfiles.schema import Question, Scenario
from app.bankfiles.tree import Path, Refused, load

MOST_FILES = 300
LARGEST_PARCEL = 8_000_000  # bytes of YAML; the shipped bank has 0.6 million
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)  # what is packed, and how
BROKEN = (*DAMAGED, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
LEFT_OUT = {"code": "competencies", "questions": "kits", "answer": "practice answers"}
YAML = (".yaml", ".yml")


class Unreadable(ValueError):
    """The parcel as a whole cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Parcel:
    """`left_out`: what other records are in the files, in words, with their number."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The YAML files of a ZIP by name. Sizes are counted while unpacking: what a ZIP says of itself may be false."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = [one for one in archive.infolist() if _is_wanted(one)]
            if len(members) > MOST_FILES:
                raise Unreadable(f"The ZIP holds {len(members)} files. Send at most {MOST_FILES} at once.")
            return dict(_members(archive, members))
    except BROKEN as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            "The ZIP cannot be read: it is broken or locked. Pack it again, without a password."
        ) from error


def read(files: Mapping[str, bytes]) -> Parcel:
    """Read every file. Never raises for what files hold; a bank file with one problem gives no record at all."""
    problems: list[Problem] = []
    left_out: dict[str, int] = {}
    entries = [entry for name in sorted(files) for entry in _entries(name, files[name], problems, left_out)]
    problems += repeated_ids(entries)
    return Parcel(tuple(entries), tuple(sorted(problems)), left_out)


def together(files: Mapping[str, bytes]) -> bytes:
    """All that was sent, as one text to take a digest of."""
    return b"\0".join(name.encode() + b"\0" + files[name] for name in sorted(files))


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/"))
    return not member.is_dir() and not hidden and member.filename.lower().endswith(YAML)


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    room = LARGEST_PARCEL
    for member in members:
        with archive.open(member) as stream:
            content = stream.read(min(LARGEST, room) + 1)
        if len(content) > LARGEST:
            raise Unreadable(f"{member.filename} is larger than 1 MB unpacked; split it.")
        room -= len(content)
        if room < 0:
            raise Unreadable("The ZIP holds more than 8 MB unpacked. Send it in parts.")
        yield member.filename, content


def _entries(name: str, raw: bytes, problems: list[Problem], left_out: dict[str, int]) -> Iterator[Entry]:
    try:
        records = records_of(load(_text(raw)), "a record")
    except Refused as refused:
        problems.append(Problem(name, refused.line, "", refused.message))
        return
    for content, lines in records:
        if words := _other(content):
            left_out[words] = left_out.get(words, 0) + 1
        else:
            yield from _entry(name, content, lines, problems)


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise Refused(1, "The file is larger than 1 MB; split it.")
    return decoded(raw)


def _entry(name: str, content: Any, lines: dict[Path, int], problems: list[Problem]) -> Iterator[Entry]:
    is_scenario = isinstance(content, dict) and "stages" in content
    model: type[Record] = Scenario if is_scenario else Question
    what = "a scenario" if is_scenario else "a question"
    try:
        yield Entry(model.model_validate(content), name, lines)
    except ValidationError as error:
        problems.extend(problems_of(error, what, name, lines))


def _other(content: Any) -> str:
    """What a record is that is neither a question nor a scenario: "kits"."""
    if not isinstance(content, dict) or "prompt" in content or "stages" in content:
        return ""
    return next((words for field, words in LEFT_OUT.items() if field in content), "")
