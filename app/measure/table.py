"""The long table that everything here works on: candidate, interviewer, item, rating.

A rating that is missing has no row. An item is question x competency; it may name its competency.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Rating(NamedTuple):
    """One rating by one interviewer of one candidate on one item."""

    candidate: str
    interviewer: str
    item: str
    value: float
    competency: str = ""


class Scale(NamedTuple):
    """The ends of the scale. Everything is computed on 1 to 5 and stretched back."""

    low: float = 1
    high: float = 5

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def stretch(self) -> float:
        """Points of this scale for one point of the scale from 1 to 5."""
        return (self.high - self.low) / 4


ONE_TO_FIVE = Scale()


@dataclass(frozen=True)
class Table:
    """Ratings, each of a candidate by an interviewer on an item at most once; the order of the rows means nothing.
    Tables of the same ratings are equal, so figures can be kept by their table.

    Raises ValueError for a duplicate and for a value that is off the scale.
    """

    rows: tuple[Rating, ...]
    scale: Scale = ONE_TO_FIVE

    @classmethod
    def of(cls, rows: Iterable[Rating], scale: Scale = ONE_TO_FIVE) -> "Table":
        return cls(tuple(sorted(rows)), scale)

    def __post_init__(self) -> None:
        twice = [key for key, n in Counter(row[:3] for row in self.rows).items() if n > 1]
        if twice:
            raise ValueError(f"rated twice: {', '.join(twice[0])}")
        off = [row for row in self.rows if not self.scale.low <= row.value <= self.scale.high]
        if off:
            raise ValueError(f"off the scale: {off[0]}")

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        return tuple(sorted({row.candidate for row in self.rows}))

    @cached_property
    def interviewers(self) -> tuple[str, ...]:
        return tuple(sorted({row.interviewer for row in self.rows}))

    @cached_property
    def items(self) -> tuple[str, ...]:
        return tuple(sorted({row.item for row in self.rows}))

    @cached_property
    def competencies(self) -> tuple[str, ...]:
        return tuple(sorted({row.competency for row in self.rows if row.competency}))
