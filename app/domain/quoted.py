"""The ratings of one candidate that speak most clearly for and against, each with something that was heard. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.comparison import Comparison
from app.domain.content import Line
from app.domain.profile import Mark
from app.domain.rubric import Competency
from app.domain.text import excerpt

MOST_QUOTES = 3
THE_BAR = 3
LONGEST_QUOTE = 320


@dataclass(frozen=True)
class Quote:
    """A rating with evidence, and the competency that it is of."""

    competency: Competency
    mark: Mark

    @property
    def line(self) -> Line:
        return self.mark.evidence[0]

    @property
    def words(self) -> str:
        """The first thing that was written down; of a long one the beginning."""
        return excerpt(self.line.text, LONGEST_QUOTE)


def strongest(profile: Comparison) -> list[Quote]:
    """Up to three ratings above the bar (4 or 5) that have evidence, the highest first.

    Equal ones stand in the order of the questions. `profile`: the comparison of one candidate alone.
    """
    above = [one for one in _with_evidence(profile) if one.mark.value > THE_BAR]
    return sorted(above, key=lambda one: -one.mark.value)[:MOST_QUOTES]


def contrary(profile: Comparison) -> list[Quote]:
    """Up to three ratings below the bar (1 or 2) that have evidence, the lowest first; else as `strongest`.

    A rating at the bar stands in neither list, so no rating stands in both.
    """
    below = [one for one in _with_evidence(profile) if one.mark.value < THE_BAR]
    return sorted(below, key=lambda one: one.mark.value)[:MOST_QUOTES]


def _with_evidence(profile: Comparison) -> list[Quote]:
    """In the order of the questions: by interview, by place in the kit, by card."""
    every = (Quote(row.competency, mark) for row in profile.rows for mark in row.cells[0].marks)
    return _in_order(one for one in every if one.mark.evidence)


def _in_order(quotes: Iterable[Quote]) -> list[Quote]:
    return sorted(quotes, key=lambda one: (one.mark.card.interview.starts_at, *_place(one.mark)))


def _place(mark: Mark) -> Sequence[int]:
    keys = [item.key for item in mark.card.items]
    return mark.card.interview_id, keys.index(mark.item_key), mark.card.id
