"""How a reader lays out the table of a comparison: in which order, with whom in front, with which rows. Pure.

By name, or by one competency, and by nothing else: not by the weighted mean, and never by how sure it is. An order
shows nothing that is not in the table: who has no rating there stands last, by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.comparison import Comparison
from app.domain.profile import Entrant, Row, Total
from app.domain.rubric import Competency

SAME_WITHIN = 0.5  # points between the highest and the lowest mean, from which on candidates differ


@dataclass(frozen=True)
class Wish:
    """`by`: the code of a competency, or "" for the names. `pinned`: the id of the candidate who stands in front, or 0.
    `differing`: leave out where all are the same."""

    by: str = ""
    pinned: int = 0
    differing: bool = False


class Arranged:
    """The table of a comparison as somebody wishes it. What the comparison says stays what it is."""

    def __init__(self, comparison: Comparison, wish: Wish) -> None:
        self.comparison, self.wish = comparison, wish

    @property
    def by(self) -> Competency | None:
        """What the candidates are sorted by; None for the names, and for what they cannot be sorted by."""
        return next((row.competency for row in self.comparison.rows if row.competency.code == self.wish.by), None)

    @property
    def refusal(self) -> str:
        """Why they are not sorted as it was wished, or ""."""
        if not self.wish.by or self.by:
            return ""
        return "Candidates are sorted by name or by one competency of this opening, and by nothing else."

    @property
    def pinned(self) -> Entrant | None:
        return next((one for one in self.entrants if one.candidate.id == self.wish.pinned), None)

    @property
    def entrants(self) -> list[Entrant]:
        return [self.comparison.entrants[column] for column in self._columns]

    @property
    def totals(self) -> list[Total]:
        return [self.comparison.totals[column] for column in self._columns]

    @property
    def rows(self) -> list[Row]:
        return [
            Row(row.weight, tuple(row.cells[column] for column in self._columns))
            for row in self.comparison.rows
            if row.competency not in self.left_out
        ]

    @cached_property
    def left_out(self) -> Sequence[Competency]:
        """Competencies in which all are the same."""
        return [row.competency for row in self.comparison.rows if self.wish.differing and is_same(row)]

    @cached_property
    def _columns(self) -> list[int]:
        """Where each stands in the comparison, which is by name."""
        sorted_by = next((row for row in self.comparison.rows if row.competency == self.by), None)
        columns = range(len(self.comparison.entrants))
        return sorted(columns, key=lambda n: (not self._is_pinned(n), -_mean(sorted_by, n), n))

    def _is_pinned(self, column: int) -> bool:
        return self.comparison.entrants[column].candidate.id == self.wish.pinned


def is_same(row: Row) -> bool:
    """Is everybody rated, are the means less than half a point apart, and is nobody's rating split?"""
    return (
        all(cell.marks for cell in row.cells)
        and row.spread < SAME_WITHIN
        and not any(cell.is_split for cell in row.cells)
    )


def _mean(row: Row | None, column: int) -> float:
    """0, which is on no scale, where there is no rating."""
    return (row.cells[column].mean or 0.0) if row else 0.0
