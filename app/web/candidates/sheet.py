"""A sheet of candidates: comma or semicolon, a header with name, email and note in any order. All rows or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app import sheets
from app.domain.people import clean_email
from app.sheets import Row

COLUMNS = ("name", "email", "note")
MOST_ROWS = 2_000
LONGEST_NAME, LONGEST_EMAIL, LONGEST_NOTE = 200, 254, 5_000


@dataclass(frozen=True)
class Entry:
    """One candidate as written in line `line` of the sheet; `email` is None when blank."""

    line: int
    name: str
    email: str | None
    note: str


@dataclass(frozen=True)
class Sheet:
    """What was read: entries, and a sentence for everything that is wrong. With one problem nothing is taken."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]


def read_sheet(text: str, taken: set[str]) -> Sheet:
    """Read a sheet. `taken`: addresses that the opening has already."""
    try:
        lines = sheets.rows(text)
    except sheets.Unreadable as error:
        return Sheet((), (str(error),))
    if not lines:
        return Sheet((), ("The sheet is empty. Begin with a line: name,email,note",))
    header = [cell.strip().lower() for cell in lines[0].cells]
    if wrong := _wrong_with(header, len(lines) - 1):
        return Sheet((), (wrong,))
    return _checked(header, lines[1:], taken)


def _wrong_with(header: list[str], rows: int) -> str:
    """A sentence on the sheet as a whole, or ""."""
    if "name" not in header:
        return "The first line must name the columns, and one of them is name: name,email,note"
    for column in header:
        if column not in COLUMNS or header.count(column) > 1:
            return f"Line 1: the column “{column[:40]}” is not known or is there twice. Use name, email and note."
    if rows == 0:
        return "The sheet has a header and no candidates. Write one in each line below it."
    if rows > MOST_ROWS:
        return f"The sheet has {rows} candidates. Split it: at most {MOST_ROWS} at a time."
    return ""


def _checked(header: list[str], lines: Sequence[Row], taken: set[str]) -> Sheet:
    entries: list[Entry] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in lines:
        entry = _entry(line, dict(zip(header, cells, strict=False)))
        reasons = [*_misshapen(header, cells), *_faults(entry, taken, seen)]
        problems += [f"Line {line}: {reason}" for reason in reasons]
        entries.append(entry)
        if entry.email:
            seen.setdefault(entry.email, line)
    return Sheet(tuple(entries), tuple(problems))


def _entry(line: int, cells: dict[str, str]) -> Entry:
    return Entry(
        line,
        cells.get("name", "").strip(),
        clean_email(cells.get("email", "")) or None,
        cells.get("note", "").strip(),
    )


def _misshapen(header: list[str], cells: list[str]) -> Iterator[str]:
    if len(cells) > len(header):
        yield f"it has {len(cells)} cells and the first line names {len(header)}. Put quotation marks round a comma."


def _faults(entry: Entry, taken: set[str], seen: dict[str, int]) -> Iterator[str]:
    if not entry.name:
        yield "the name is missing."
    if len(entry.name) > LONGEST_NAME:
        yield f"the name is longer than {LONGEST_NAME} characters."
    if len(entry.note) > LONGEST_NOTE:
        yield f"the note is longer than {LONGEST_NOTE} characters."
    if entry.email and not is_address(entry.email):
        yield f"“{entry.email[:60]}” is not an address like dana@mail.example."
    elif entry.email in taken:
        yield f"{entry.email} is a candidate of this opening already."
    elif entry.email in seen:
        yield f"{entry.email} stands in line {seen[entry.email]} too."


def is_address(email: str) -> bool:
    """Does it have the shape of an address: something, one @, something, no spaces?"""
    before, _, after = email.partition("@")
    return (
        bool(before and after) and "@" not in after and len(email) <= LONGEST_EMAIL and not set(email) & set(" \t\r\n")
    )
