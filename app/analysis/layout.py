"""Text for a terminal: aligned columns, at most 100 characters wide, also with long names and wide characters."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

WIDTH = 100
MARGIN, BETWEEN = "  ", "  "
NARROWEST = 10
HIDDEN = "�"


def printable(text: str) -> str:
    """The text without control characters, which could move the cursor or colour what follows."""
    return "".join(HIDDEN if unicodedata.category(character) == "Cc" else character for character in text)


def aligned(rows: Sequence[Sequence[str]], sides: str) -> Iterator[str]:
    """Lines of a table. `sides`: "<" or ">" for each column. The widest goes on in the next line when it must."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widest = widths.index(max(widths))
    others = sum(widths) - widths[widest] + len(BETWEEN) * (len(widths) - 1) + len(MARGIN)
    widths[widest] = min(widths[widest], max(NARROWEST, WIDTH - others))
    for row in rows:
        cells = [wrapped(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            yield MARGIN + BETWEEN.join(map(_padded, line, widths, sides)).rstrip()


def paragraph(text: str) -> list[str]:
    return [MARGIN + line for line in wrapped(text, WIDTH - len(MARGIN))]


def wrapped(text: str, limit: int) -> list[str]:
    """Cut at the last space that fits; where there is none, in the middle of a word."""
    lines = []
    while width(text) > limit:
        fits = max(1, bisect_right(list(accumulate(map(_columns, text))), limit))
        space = text.rfind(" ", 0, fits + 1)
        cut = space if space > 0 else fits
        lines.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*lines, text]


def width(text: str) -> int:
    """How many columns of a terminal it takes."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _padded(text: str, to: int, side: str) -> str:
    space = " " * (to - width(text))
    return space + text if side == ">" else text + space
