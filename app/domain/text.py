"""Text: the only place where typed characters are replaced, and how names are listed in a sentence."""

from collections.abc import Sequence
from typing import Any

NUL, VISIBLE_NUL = "\x00", "␀"
MINUS = "\N{MINUS SIGN}"
COLUMNS = (2, 3)
CHARACTERS_A_LINE = 40
MOST_IN_COLUMNS = 3_600
TIMES = ("not at all", "once", "twice")


def canonical(value: Any) -> Any:
    """Return `value` (text, or JSON built of text) with the characters that no database keeps made visible.

    NUL, which PostgreSQL refuses, becomes U+2400; a lone surrogate, which SQLite's driver refuses,
    becomes U+FFFD. Everything else, emoji sequences and direction marks included, stays as it was typed.
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace(NUL, VISIBLE_NUL)
    if isinstance(value, list):
        return [canonical(part) for part in value]
    if isinstance(value, dict):
        return {canonical(key): canonical(part) for key, part in value.items()}
    return value


def listed(parts: Sequence[str]) -> str:
    """Join as a sentence does: "", "Ada", "Ada and Bo", "Ada, Bo and Chidi"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def signed(number: float, decimals: int = 1) -> str:
    """With a real minus; what rounds to nothing has no sign."""
    written = f"{abs(number):.{decimals}f}"
    return f"{MINUS}{written}" if number < 0 and float(written) else written


def often(number: int) -> str:
    """ "not at all", "once", "twice", "3 times" """
    return TIMES[number] if number < len(TIMES) else f"{number} times"


def in_minutes(number: int) -> str:
    """ "1 minute", "8 minutes" """
    return f"{number} minute{'' if number == 1 else 's'}"


def excerpt(words: str, longest: int) -> str:
    """The text, or its beginning up to a space, with " …" behind it. `longest`: characters, without that mark."""
    if len(words) <= longest:
        return words
    start = words[:longest]
    whole, space, _ = start.rpartition(" ")
    return f"{whole if space and len(whole) > longest // 2 else start} …"


def fit_in_columns(texts: Sequence[str], columns: int) -> bool:
    """Can these stand in two or three columns that one printed page holds, even if all of it stands in one of them?

    A line break counts as a line of text: a column that runs over the page is laid out on pages of another shape.
    """
    size = sum(len(text) + CHARACTERS_A_LINE * text.count("\n") for text in texts)
    return columns in COLUMNS and size * columns <= MOST_IN_COLUMNS
