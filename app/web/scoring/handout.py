"""What the candidate is given to read: words, and where it is a draft, its numbered lines."""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from app.bankfiles.texts import numbered_lines

PRINTED_NUMBER = re.compile(r"^\s*\d{1,3}(?: {1,2}|$)")


class Row(NamedTuple):
    """A line of a draft, with its printed number; `planted` lines hold a fault."""

    number: int
    text: str
    planted: bool


@dataclass(frozen=True)
class Handout:
    """`before` and `after` are words around the draft; without a draft everything is in `before`."""

    before: str
    rows: tuple[Row, ...] = ()
    after: str = ""

    @classmethod
    def of(cls, text: str, planted: Container[int]) -> "Handout":
        """Take a handout apart. `planted`: the printed numbers of the lines that hold a fault."""
        numbered = dict(numbered_lines(text))
        if not numbered:
            return cls(text)
        lines = text.splitlines()
        rows = (Row(number, _without_number(lines[at]), number in planted) for at, number in numbered.items())
        return cls("\n".join(lines[: min(numbered)]), tuple(rows), "\n".join(lines[max(numbered) + 1 :]))


def _without_number(line: str) -> str:
    return PRINTED_NUMBER.sub("", line)
