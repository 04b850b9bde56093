"""Sheets as people send them: UTF-8, a header, cells between commas, semicolons or tabs, lines that can be named."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.text import canonical

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


class Row(NamedTuple):
    """The cells of one row, and the line of the file that it begins in."""

    line: int
    cells: list[str]


class Unreadable(Exception):
    """What it says is a sentence with the line from which on the file is no sheet."""


def decoded(content: bytes) -> str:
    """The text of a file, UTF-8 with or without a mark. Raises Unreadable."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"Line {line} is not UTF-8 text. Save the file as “CSV UTF-8” and try again.") from error


def delimiter(text: str) -> str:
    """What the first line that is not blank holds most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def rows(text: str) -> list[Row]:
    """Each row that is not blank, its text canonical. Raises Unreadable."""
    text = canonical(text.removeprefix("\ufeff"))
    return list(_rows(text))


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"Line {begins} cannot be read. Look for a quotation mark that is not closed.") from error
