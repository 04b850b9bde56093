"""What the ratings foretold: the composite at the decision against the outcome, over hires of one level."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.domain.opening import Opening
from app.domain.outcome import Hire
from app.domain.ratings import ratings_of
from app.domain.rubric import LEVEL_NAMES, Level
from app.domain.scorecard import Scorecard
from app.domain.text import signed
from app.measure import headline

if TYPE_CHECKING:  # numpy is imported by whoever asks for the figures
    from app.measure.outcomes import Correlation

SAID_FROM = 30  # as in app.measure.outcomes: hires, before anything is said


@dataclass(frozen=True)
class Dot:
    """One hire: the composite at the decision, and how they own outcomes now, both from 1 to 5."""

    hire: Hire
    composite: float
    owns: int
    month: int

    @property
    def pair(self) -> tuple[float, float]:
        return self.composite, self.owns


class LevelOutcomes:
    """Hires of one level. `cards`: candidate to the cards that the viewer may read, empty below 30 hires."""

    def __init__(self, level: Level, hires: Sequence[Hire], today: date) -> None:
        self.level, self.hires, self.today = level, hires, today
        self.cards: Mapping[int, Sequence[Scorecard]] = {}

    @property
    def level_name(self) -> str:
        return LEVEL_NAMES[self.level]

    def cards_of(self, hire: Hire) -> Sequence[Scorecard]:
        return self.cards.get(hire.decision.candidate_id, ())

    @property
    def told(self) -> list[Hire]:
        """Hires of whom an outcome was rated."""
        return [one for one in self.hires if one.newest]

    @property
    def due(self) -> int:
        return sum(one.due(self.today) is not None for one in self.hires)

    @property
    def is_enough(self) -> bool:
        return len(self.told) >= SAID_FROM

    @cached_property
    def dots(self) -> list[Dot]:
        """Those with a composite, by the name of the hire; the newest outcome that was rated counts."""
        found = ((one, composite(one, self.cards_of(one))) for one in self.told)
        return [
            Dot(hire, value, hire.newest.owns, hire.newest.month)
            for hire, value in found
            if value is not None and hire.newest and hire.newest.owns is not None
        ]

    @property
    def without(self) -> int:
        """Hires whose composite is incomplete."""
        return len(self.told) - len(self.dots)

    @property
    def says(self) -> bool:
        """Are there enough dots to put a figure to them?"""
        return len(self.dots) >= SAID_FROM

    @cached_property
    def correlation(self) -> "Correlation | None":
        from app.measure.outcomes import correlation

        return correlation([dot.pair for dot in self.dots]) if self.says else None

    @property
    def words(self) -> str:
        """ "Pearson’s r = 0.31, could be −0.05 to 0.60"."""
        found = self.correlation
        if found is None:
            return "Either the ratings or the outcomes are all the same, so there is nothing to relate"
        return f"Pearson’s r = {signed(found.pearson, 2)}, could be {signed(found.low, 2)} to {signed(found.high, 2)}"

    @property
    def by_ranks(self) -> str:
        """Spearman's rho, "0.28"; "" where there is none."""
        return signed(self.correlation.spearman, 2) if self.correlation else ""


def by_level(hires: Iterable[Hire], today: date) -> list[LevelOutcomes]:
    """Levels that have hires, in the order of the rubric. They are never pooled."""
    found: dict[Level, list[Hire]] = defaultdict(list)
    for one in hires:
        found[one.decision.candidate.opening.level].append(one)
    return [LevelOutcomes(level, found[level], today) for level in Level if level in found]


def composite(hire: Hire, cards: Iterable[Scorecard]) -> float | None:
    """Weighted mean of the first ratings on cards that were in when the decision was signed; None if a competency with
    a weight has none."""
    ratings: dict[str, list[int]] = defaultdict(list)
    for card in cards:
        if card.submission and card.submission.at <= hire.decision.signed_at:
            for rating in ratings_of(card):
                ratings[rating.competency].append(int(rating.value))
    return headline.composite({code: headline.mean(of) for code, of in ratings.items()}, _weights(hire.opening))


def _weights(opening: Opening) -> dict[str, int]:
    return {weight.competency_code: weight.percent for weight in opening.weights}
