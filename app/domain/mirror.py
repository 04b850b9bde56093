"""The interviewer's mirror: how one person rates, beside how colleagues do. Private; no judgement, no rank."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from statistics import mean
from typing import TYPE_CHECKING

from app.domain.content import Content, ItemContent
from app.domain.interview import CARD_IS_DUE_AFTER, CARD_IS_VERY_LATE_AFTER
from app.domain.pace import OVERRUN
from app.domain.people import Person
from app.domain.ratings import MIRROR_FROM, MOST, table_of
from app.domain.rubric import POINTS, SCALE
from app.domain.scorecard import Scorecard
from app.domain.text import signed

if TYPE_CHECKING:  # numpy and scipy are imported by whoever asks for the figures
    from app.measure.doubt import Severity

FEWEST_COLLEAGUES = 3  # with fewer, one could be worked out from the others


@dataclass(frozen=True)
class Point:
    """One point of the scale: how often the person gave it, as a share from 0 to 1, and the team's share."""

    point: int
    words: str
    count: int
    own: float
    team: float | None


class Mirror:
    """`own`: locked cards of `person`. `around`: locked cards, theirs among them, of the openings they rated for, in
    the order of the interviews. Both as far as they count for whoever looks. Imported ones tell no habits and are left
    out."""

    def __init__(self, person: Person, own: Sequence[Scorecard], around: Sequence[Scorecard]) -> None:
        self.person = person
        self.own = [card for card in own if not card.is_imported]
        self.around = [card for card in around if not card.is_imported]

    @cached_property
    def ratings(self) -> list[int]:
        return [rating for card in self.own for rating in _content(card).ratings]

    @property
    def missing(self) -> int:
        """How many ratings are needed before anything is shown."""
        return max(0, MIRROR_FROM - len(self.ratings))

    @cached_property
    def colleagues(self) -> list[list[int]]:
        """The ratings of each colleague with at least 20; none at all of fewer than three."""
        by_author: dict[int, list[int]] = defaultdict(list)
        for card in self.around:
            if card.author_id != self.person.id:
                by_author[card.author_id] += _content(card).ratings
        found = [ratings for ratings in by_author.values() if len(ratings) >= MIRROR_FROM]
        return found if len(found) >= FEWEST_COLLEAGUES else []

    @property
    def points(self) -> list[Point]:
        """The whole scale. Each colleague counts the same for the team, however many ratings they have given."""
        counts = Counter(self.ratings)
        return [
            Point(point, SCALE[point], counts[point], _share(self.ratings, point), self._team_share(point))
            for point in POINTS
        ]

    @cached_property
    def severity(self) -> "Severity | None":
        """How much lower than others they rate the same thing; None without a team, or with too few ratings that count
        beside the team's."""
        table, who = table_of(nearest(self.around, self.person.id)), str(self.person.id)
        if not self.colleagues or sum(row.interviewer == who for row in table.rows) < MIRROR_FROM:
            return None
        from app.measure.doubt import severity

        return severity(table, who)

    @property
    def severity_words(self) -> str:
        """In words that follow "You rate": "about 0.4 lower than others would; could be 0.1 to 0.7"."""
        found = self.severity
        if found is None:
            return ""
        if found.low <= 0 <= found.high:
            return f"about as others do; could be {signed(-found.low)} higher to {signed(found.high)} lower"
        least, most = sorted((abs(found.low), abs(found.high)))
        than_others = "lower than others would" if found.points > 0 else "higher than others would"
        return f"about {signed(abs(found.points))} {than_others}; could be {signed(least)} to {signed(most)}"

    @property
    def in_time(self) -> int:
        """Cards that were in a day after the interview."""
        return sum(_delay(card) <= CARD_IS_DUE_AFTER for card in self.own)

    @property
    def late(self) -> int:
        """Cards that were in after that, and within three days."""
        return sum(CARD_IS_DUE_AFTER < _delay(card) <= CARD_IS_VERY_LATE_AFTER for card in self.own)

    @property
    def very_late(self) -> int:
        return sum(card.was_very_late for card in self.own)

    @property
    def notes(self) -> float:
        """Lines written during the interview, for each rating."""
        return sum(_lines_heard(card) for card in self.own) / len(self.ratings)

    @property
    def with_evidence(self) -> float:
        """Share of the ratings, 0 to 1, with a starred line or a written sentence."""
        rated = [item for card in self.own for item in _rated(_content(card))]
        return mean(bool(item.evidence) for item in rated)

    @property
    def middle(self) -> Point:
        """The point in the middle of the scale."""
        return self.points[len(POINTS) // 2]

    @property
    def all_equal(self) -> int:
        """Cards of three ratings or more that are all the same."""
        return sum(_content(card).all_equal for card in self.own)

    def _team_share(self, point: int) -> float | None:
        return mean(_share(ratings, point) for ratings in self.colleagues) if self.colleagues else None


def nearest(cards: Iterable[Scorecard], person_id: int, most: int = MOST) -> list[Scorecard]:
    """Cards with up to `most` ratings, candidate by candidate: those that the person rated first, newest first; then
    the others. In the order in which they came."""
    by_candidate: dict[int, list[Scorecard]] = defaultdict(list)
    for card in cards:
        by_candidate[card.interview.candidate_id].append(card)
    chosen: set[int] = set()
    count = 0
    for seats in sorted(by_candidate.values(), key=lambda seats: _distance(seats, person_id)):
        count += sum(len(_content(card).ratings) for card in seats)
        if count > most:
            break
        chosen |= {card.id for card in seats}
    return [card for seats in by_candidate.values() for card in seats if card.id in chosen]


def _distance(seats: Sequence[Scorecard], person_id: int) -> tuple[bool, float]:
    newest = max(card.interview.starts_at for card in seats)
    return all(card.author_id != person_id for card in seats), -newest.timestamp()


def _content(card: Scorecard) -> Content:
    if card.submission is None:
        raise ValueError(f"Card {card.id} is not submitted.")
    return card.submission.counted.card_content


def _delay(card: Scorecard) -> timedelta:
    if card.submission is None:
        raise ValueError(f"Card {card.id} is not submitted.")
    return card.submission.at - card.interview.ends_at


def _rated(content: Content) -> list[ItemContent]:
    return [item for item in content.items.values() if item.rating is not None]


def _lines_heard(card: Scorecard) -> int:
    longest = timedelta(minutes=card.interview.minutes) + OVERRUN
    return sum(line.at is not None and line.at <= longest.total_seconds() for line in _content(card).lines)


def _share(ratings: Sequence[int], point: int) -> float:
    return ratings.count(point) / len(ratings) if ratings else 0.0
