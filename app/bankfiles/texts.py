"""The kinds of text that a bank file may hold. Bad text raises ValueError with a sentence for its author."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

MARKUP = re.compile(r"<\s*[/!?]?\s*[a-z][^<>\n]*>|<\s*/?\s*script|\bjavascript\s*:", re.IGNORECASE)
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
)
NUMBERED = re.compile(r"\s*(\d{1,3})(?:\s|$)")


def prose(text: str) -> str:
    """Return `text` with single spaces and curved quotation marks; a paragraph is a line.

    Markup and invisible characters raise ValueError.
    """
    refuse_invisible(text)
    refuse_markup(text)
    paragraphs = (curved(" ".join(line.split())) for line in text.splitlines())
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def curved(text: str) -> str:
    """Curve straight quotation marks: one at the start, or after a space, bracket or mark, opens; any other closes."""
    opened = re.sub(r"""(^|[\s(\['\u2018\u2014])\"""", r"\1“", text)
    opened = re.sub(r"""(^|[\s(\[\u201c\u2014])'""", r"\1‘", opened)
    return opened.replace("'", "’").replace('"', "”")


def draft(text: str) -> str:
    """Return `text` with its lines and indents kept. Markup passes on numbered lines only: there it is code to read."""
    refuse_invisible(text)
    lines = [line.rstrip() for line in text.splitlines()]
    code = {position for position, _ in numbered_lines(text)}
    refuse_markup("\n".join(line for position, line in enumerate(lines) if position not in code))
    return "\n".join(lines).strip("\n")


def numbered_lines(text: str) -> list[tuple[int, int]]:
    """Return (position from 0, printed number) of the lines numbered 1, 2, 3 and on, each after the one before."""
    found: list[tuple[int, int]] = []
    for position, line in enumerate(text.splitlines()):
        match = NUMBERED.match(line)
        if match and int(match[1]) == len(found) + 1:
            found.append((position, int(match[1])))
    return found


def filled(text: str) -> str:
    if not text:
        raise ValueError("is empty; write the text or remove the field")
    return text


def refuse_invisible(text: str) -> None:
    hit = INVISIBLE.search(text)
    if hit:
        raise ValueError(f"holds the invisible character U+{ord(hit[0]):04X}; delete it")


def refuse_markup(text: str) -> None:
    hit = MARKUP.search(text)
    if hit:
        raise ValueError(f"holds the markup {hit[0][:40]!r}; write plain text, the pages do the layout")


Text = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(prose), AfterValidator(filled)]
Words = Annotated[str, Field(max_length=2000), AfterValidator(prose)]
Draft = Annotated[str, Field(min_length=1, max_length=12000), AfterValidator(draft), AfterValidator(filled)]
