"""A file of ratings: a sheet with the columns candidate, interviewer, item and rating, in any order.

A rating is a number of the scale, also between its points (3.5), or nothing where somebody gave none. Names that
differ in anything, also in case alone, are different people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app import sheets
from app.measure.table import Scale
from app.sheets import DELIMITERS, Row

NAMES = ("candidate", "interviewer", "item")
COLUMNS = (*NAMES, "rating")
HEADER = ",".join(COLUMNS)
LONGEST, LONGEST_QUOTE = 500, 40
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
SCALE = re.compile(r"\s*(-?\d{1,4})\s*[-–]\s*(-?\d{1,4})\s*", re.ASCII)
WIDEST = 100


class Entry(NamedTuple):
    """One rating as written from line `line` on; `rating` is None where the cell is empty."""

    line: int
    candidate: str
    interviewer: str
    item: str
    rating: float | None


@dataclass(frozen=True)
class RatingsFile:
    """What was read: an entry a row, and a sentence for everything that is wrong, by line. With one problem the
    entries are not to be used. `off_scale`: some number lies beyond the ends of the scale."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    off_scale: bool = False


def scale_from(text: str) -> Scale:
    """Read "1-5". Raises ValueError with a sentence."""
    found = SCALE.fullmatch(text)
    low, high = map(int, found.groups()) if found else (0, 0)
    if not 0 < high - low <= WIDEST:
        raise ValueError(
            f"“{text[:LONGEST_QUOTE]}” is not a scale. Write its lowest and its highest whole number, "
            f"at most {WIDEST} apart: 1-5"
        )
    return Scale(low, high)


def read_ratings(content: bytes, scale: Scale) -> RatingsFile:
    """Read a file; every number must lie on the scale."""
    try:
        text = sheets.decoded(content)
        rows = sheets.rows(text)
    except sheets.Unreadable as error:
        return RatingsFile(problems=(str(error),))
    if not rows:
        return RatingsFile(problems=(f"The file is empty. Begin with the line: {HEADER}",))
    header = [cell.strip().lower() for cell in rows[0].cells]
    if wrong := tuple(_wrong_with(header, rows[0].line, len(rows) - 1)):
        return RatingsFile(problems=wrong)
    return _checked(header, rows[1:], scale, DELIMITERS[sheets.delimiter(text)])


def _wrong_with(header: list[str], line: int, ratings: int) -> Iterator[str]:
    """Sentences on the file as a whole."""
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        yield f"Line {line}: the column {' and '.join(missing)} is missing. Begin the file with the line: {HEADER}"
    for column in dict.fromkeys(header):
        if column not in COLUMNS:
            called = f"“{column[:LONGEST_QUOTE]}”" if column else "without a name"
            yield f"Line {line}: the column {called} is not known. Take it out; the columns are {HEADER}"
        elif header.count(column) > 1:
            yield f"Line {line}: the column {column} is there {header.count(column)} times. Keep one of them."
    if not missing and not ratings:
        yield "The file has a header and no rating. Write one rating in each line below it."


def _checked(header: list[str], rows: Sequence[Row], scale: Scale, delimiter: str) -> RatingsFile:
    entries: list[Entry] = []
    problems: list[str] = []
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(header, map(str.strip, row.cells), strict=False))
        candidate, interviewer, item, rating = (cells[column] for column in COLUMNS)
        entry = Entry(row.line, candidate, interviewer, item, _number(rating))
        reasons = [
            *_misshapen(header, row.cells, delimiter),
            *_names(entry),
            *_rating(rating, entry.rating, scale),
            *_again(entry, first),
        ]
        problems += [f"Line {row.line}: {reason}" for reason in reasons]
        entries.append(entry)
    off_scale = any(_is_off(entry.rating, scale) for entry in entries)
    return RatingsFile(tuple(entries), tuple(problems), off_scale)


def _number(cell: str) -> float | None:
    return float(cell) + 0.0 if NUMBER.fullmatch(cell) else None  # + 0.0 makes -0 a plain zero


def _is_off(rating: float | None, scale: Scale) -> bool:
    return rating is not None and not scale.low <= rating <= scale.high


def _misshapen(header: list[str], cells: list[str], delimiter: str) -> Iterator[str]:
    if len(cells) > len(header):
        yield (
            f"it has {len(cells)} cells and the header names {len(header)}. "
            f"Put quotation marks round a name with a {delimiter} in it, and write 3.5 with a point."
        )


def _names(entry: Entry) -> Iterator[str]:
    for column in NAMES:
        name = getattr(entry, column)
        if not name:
            yield f"the {column} is missing. Write a name."
        if len(name.splitlines()) > 1:
            yield f"the {column} goes on in the next line. Look for a quotation mark that is not closed."
        elif len(name) > LONGEST:
            yield f"the {column} is longer than {LONGEST} characters. Shorten it."


def _rating(cell: str, rating: float | None, scale: Scale) -> Iterator[str]:
    numbers = f"a number from {scale.low:g} to {scale.high:g}"
    if cell and rating is None:
        point = " with a point" if "," in cell else ""
        yield f"“{cell[:LONGEST_QUOTE]}” is not a number. Write {numbers}{point}, or nothing if no rating was given."
    elif _is_off(rating, scale):
        yield f"{cell[:LONGEST_QUOTE]} is off the scale. Write {numbers}."


def _again(entry: Entry, first: dict[tuple[str, str, str], int]) -> Iterator[str]:
    """A rating of the same candidate by the same interviewer on the same item. `first`: where each stood first."""
    key = entry.candidate, entry.interviewer, entry.item
    if all(key) and first.setdefault(key, entry.line) != entry.line:
        candidate, interviewer, item = (name[:LONGEST_QUOTE] for name in key)
        yield f"{candidate} has a rating by {interviewer} on {item} in line {first[key]} too. Keep one of them."
