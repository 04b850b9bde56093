"""How far ratings of one candidate lie apart. Two different things, never mixed.

Over rounds: the same competency, other questions, other people. It mixes people and evidence, and is never called
agreement. The same answer, heard by two: that is where interviewers agree or do not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.comparison import Comparison
from app.domain.profile import Cell, Mark
from app.domain.ratings import table_of
from app.domain.rubric import Competency
from app.domain.text import listed
from app.measure import headline


@dataclass(frozen=True)
class Heard:
    """What was rated in one round, or of one answer: its name, and the ratings in the order of the interviewers."""

    where: str
    marks: tuple[Mark, ...]

    @property
    def told(self) -> str:
        """ "Ada 3, Bo 4"."""
        return ", ".join(f"{mark.by.short} {mark.value}" for mark in self.marks)

    @property
    def apart(self) -> int:
        """Points between the highest and the lowest."""
        values = [mark.value for mark in self.marks]
        return max(values) - min(values)


@dataclass(frozen=True)
class Spread:
    """One competency over the rounds."""

    competency: Competency
    rounds: tuple[Heard, ...]

    @property
    def marks(self) -> list[Mark]:
        return [mark for heard in self.rounds for mark in heard.marks]

    @property
    def is_split(self) -> bool:
        return headline.is_split([mark.value for mark in self.marks])

    @property
    def has_one_rater(self) -> bool:
        return len({mark.card.author_id for mark in self.marks}) == 1

    @property
    def apart(self) -> int:
        """Points between the highest rating and the lowest, over all of its rounds; 0 with fewer than two."""
        values = [mark.value for mark in self.marks]
        return max(values) - min(values) if values else 0

    @property
    def words(self) -> str:
        """ "3 apart", "1 apart, one rater only", "one rating", "no rating"."""
        if len(self.marks) < 2:
            return "one rating" if self.marks else "no rating"
        words = f"{self.apart} apart" if self.apart else "all the same"
        return f"{words}, one rater only" if self.has_one_rater else words


@dataclass(frozen=True)
class SameAnswer:
    """The answers that two interviewers or more heard together. `words`: what can be said of their agreement."""

    answers: tuple[Heard, ...]
    words: str

    @property
    def counts(self) -> str:
        """ "5 answers; of 5 pairs of ratings none is the same, 5 lie within one point"."""
        apart = [abs(a.value - b.value) for one in self.answers for a, b in combinations(one.marks, 2)]
        same, near = (sum(gap <= most for gap in apart) for most in (0, 1))
        answers = "1 answer" if len(self.answers) == 1 else f"{len(self.answers)} answers"
        pairs = "of 1 pair" if len(apart) == 1 else f"of {len(apart)} pairs"
        shares = f"{_count(same, 'is', 'are')} the same, {_count(near, 'lies', 'lie')} within one point"
        return f"{answers}; {pairs} of ratings {shares}"


def spreads(profile: Comparison) -> list[Spread]:
    """The competencies of the opening, in its order. `profile`: the comparison of one candidate alone."""
    return [Spread(row.competency, _by_round(row.cells[0])) for row in profile.rows]


def summary(found: Sequence[Spread]) -> list[str]:
    """Which are split, and which rest on one rater, as sentences."""
    split = [one.competency.name for one in found if one.is_split]
    single = [one.competency.name for one in found if one.marks and one.has_one_rater]
    sentences = [f"Split, two points or more apart: {listed(split)}."] if split else []
    return sentences + ([f"One rater only: {listed(single)}."] if single else [])


def same_answers(profile: Comparison) -> SameAnswer | None:
    """The answers that several rated; None if there is none. `profile`: the comparison of one candidate alone.

    Of imported ratings nobody knows whether they are of the same answer.
    """
    heard: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for row in profile.rows:
        for mark in row.cells[0].marks:
            if mark.card.is_imported:
                continue
            heard[mark.card.interview_id, mark.item_key].append(mark)
    names = {mark.item_key: row.competency.name for row in profile.rows for mark in row.cells[0].marks}
    together = tuple(_heard(_where(marks[0], names), marks) for marks in heard.values() if len(marks) > 1)
    return SameAnswer(together, _agreement(profile)) if together else None


def _by_round(cell: Cell) -> tuple[Heard, ...]:
    rounds: dict[str, list[Mark]] = defaultdict(list)
    for mark in cell.marks:
        rounds[mark.card.interview.round.name].append(mark)
    return tuple(_heard(name, marks) for name, marks in rounds.items())


def _heard(where: str, marks: Sequence[Mark]) -> Heard:
    return Heard(where, tuple(sorted(marks, key=lambda mark: mark.by.name)))


def _where(mark: Mark, names: dict[str, str]) -> str:
    """The competency, and the stage or round in which it was heard."""
    return f"{names[mark.item_key]} · {mark.source}"


def _agreement(profile: Comparison) -> str:
    from app.measure.agreement import agreement

    return agreement(table_of(card for card in profile.cards if not card.is_imported)).words


def _count(count: int, one: str, many: str) -> str:
    return f"{count or 'none'} {one if count < 2 else many}"
