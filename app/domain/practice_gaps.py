"""How far somebody's practice ratings lie from the key, and how far a group lies apart on one answer."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import TypeVar

from app.domain.mirror import FEWEST_COLLEAGUES
from app.domain.practice import PracticeAnswer, PracticeRating
from app.domain.rubric import LEVEL_NAMES, POINTS, SCALE
from app.domain.text import listed, signed

Group = TypeVar("Group", bound=Hashable)

OFF = ("as the key", "one off", "two off", "three off", "four off")
NO_EVIDENCE = "no evidence"


@dataclass(frozen=True)
class Gap:
    """The mean gap to the key over some answers, in points; None if all of them were marked "No evidence"."""

    name: str
    count: int
    mean: float | None

    @property
    def words(self) -> str:
        """ "0.5 below the key", "as the key on the mean"."""
        if self.mean is None:
            return "marked no evidence"
        size = signed(abs(self.mean))
        return "as the key" if float(size) == 0 else f"{size} {'above' if self.mean > 0 else 'below'} the key"


class OwnGaps:
    """One person's ratings against the key. `names`: competency code to name, in the order of the rubric."""

    def __init__(self, ratings: Sequence[PracticeRating], names: Mapping[str, str]) -> None:
        self.ratings, self.names = ratings, names

    @property
    def words(self) -> str:
        """ "12 answers: 7 as the key, 4 one off and 1 two off"."""
        counts = Counter(_off(one) for one in self.ratings)
        found = [f"{counts[words]} {words}" for words in (*OFF, NO_EVIDENCE) if counts[words]]
        number = len(self.ratings)
        return f"{number} {'answer' if number == 1 else 'answers'}: {listed(found)}"

    @property
    def by_key(self) -> list[Gap]:
        """By what the key says: somebody who stays in the middle is above the low ones and below the high ones."""
        names = {point: f"{point}, {SCALE[point].lower()}" for point in POINTS}
        return self._gaps(names, [one.answer.words.rating for one in self.ratings])

    @property
    def by_level(self) -> list[Gap]:
        return self._gaps(LEVEL_NAMES, [one.answer.record.level for one in self.ratings])

    @property
    def by_competency(self) -> list[Gap]:
        return self._gaps(self.names, [one.answer.competency for one in self.ratings])

    def _gaps(self, names: Mapping[Group, str], groups: Iterable[Group]) -> list[Gap]:
        sorted_in: dict[Group, list[int | None]] = defaultdict(list)
        for group, one in zip(groups, self.ratings, strict=True):
            sorted_in[group].append(one.gap)
        return [_gap(name, sorted_in[group]) for group, name in names.items() if sorted_in[group]]


def _off(one: PracticeRating) -> str:
    return NO_EVIDENCE if one.gap is None else OFF[abs(one.gap)]


def _gap(name: str, gaps: Sequence[int | None]) -> Gap:
    known = [gap for gap in gaps if gap is not None]
    return Gap(name, len(gaps), mean(known) if known else None)


@dataclass(frozen=True)
class Step:
    """One point of the scale, or "No evidence" (`point` None): how many gave it."""

    point: int | None
    words: str
    count: int
    is_own: bool
    is_key: bool


class GroupSpread:
    """What everybody gave one answer, without names. `others`: the ratings of the others, None for "No evidence"."""

    def __init__(self, answer: PracticeAnswer, own: PracticeRating, others: Sequence[int | None]) -> None:
        self.answer, self.own, self.others = answer, own, others

    @property
    def missing(self) -> int:
        """How many others must rate it before the group is shown: with fewer, one could be worked out."""
        return max(0, FEWEST_COLLEAGUES - len(self.others))

    @property
    def steps(self) -> list[Step]:
        counts = Counter([self.own.rating, *self.others])
        names: list[tuple[int | None, str]] = [*SCALE.items(), (None, "No evidence")]
        key, own = self.answer.words.rating, self.own.rating
        return [Step(point, words, counts[point], point == own, point == key) for point, words in names]

    @property
    def words(self) -> str:
        """ "7 people: 4 as the key, 2 one off and 1 no evidence"."""
        key = self.answer.words.rating
        ratings = [self.own.rating, *self.others]
        counts = Counter(NO_EVIDENCE if one is None else OFF[abs(one - key)] for one in ratings)
        found = [f"{counts[words]} {words}" for words in (*OFF, NO_EVIDENCE) if counts[words]]
        return f"{len(ratings)} people: {listed(found)}"
