"""What a debrief talks about, in which order, and what it waits for. Pure: made of what the reader may see."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.candidate import Candidate
from app.domain.comparison import NUMBERS, Comparison
from app.domain.debrief import Debrief
from app.domain.interview import Interview
from app.domain.people import Person
from app.domain.rubric import Recommendation
from app.domain.scorecard import Scorecard
from app.domain.spread import Spread, spreads

MOST_SPLITS = 3
RECOMMENDATIONS = "recommendations"  # the last item of every agenda
ITEM_MINUTES = 8


@dataclass(frozen=True)
class Awaited:
    """What the room waits for: a card, or an interview that nobody is to hold yet. `why`: in words."""

    interview: Interview
    card: Scorecard | None
    why: str

    @property
    def who(self) -> str:
        return self.card.author.name if self.card else "Nobody yet"


@dataclass(frozen=True)
class Item:
    """One thing to talk about: `code` is a competency's, or `RECOMMENDATIONS`, which has no spread."""

    code: str
    title: str
    spread: Spread | None = None


def awaited(interviews: Iterable[Interview], now: datetime) -> list[Awaited]:
    """What has to come before the room opens: every card of an interview that was held, or is still planned.

    A no-show, a cancelled interview, a seat that was taken over and a shadow's card hold nothing up.
    """
    alive = [one for one in interviews if not one.state.fell_through]
    return [found for one in alive for found in _of_interview(one, now)]


def fell_through(interviews: Iterable[Interview]) -> list[Interview]:
    """What did not take place, and is not waited for."""
    return [one for one in interviews if one.state.fell_through]


def agenda(profile: Comparison) -> list[Item]:
    """The three widest splits, then the recommendations. `profile`: the comparison of the candidate alone.

    Widest: the points between the highest and the lowest rating of a competency, max − min over all ratings of it, the
    range of `app.domain.spread`; from one point on, between two interviewers or more. Equally wide ones
    stand with more ratings first, then in the order of the opening.
    """
    apart = [one for one in spreads(profile) if one.apart and not one.has_one_rater]
    widest = sorted(apart, key=lambda one: (-one.apart, -len(one.marks)))[:MOST_SPLITS]
    items = [Item(one.competency.code, one.competency.name, one) for one in widest]
    return [*items, Item(RECOMMENDATIONS, "Recommendations")]


def headline(items: Sequence[Item]) -> str:
    """ "Three competencies to talk about, 32 minutes"; the recommendations, the last of `items`, take time too.

    A split is two points or more, so competencies that lie a single point apart are not called splits.
    """
    topics = items[:-1]
    if not topics:
        return "Nobody is apart"
    number = NUMBERS[len(topics)] if len(topics) < len(NUMBERS) else str(len(topics))
    return f"{number} {_called(topics)} to talk about, {ITEM_MINUTES * len(items)} minutes"


def speaking_order(debrief: Debrief, people: Iterable[Person], cards: Mapping[int, int]) -> list[Person]:
    """Who speaks first: as the leader has put them, else whoever has handed in the fewest cards, then by name.

    Nobody's seniority is kept here; the number of cards stands for it. `cards`: person id to cards handed in, anywhere.
    """
    wanted = {one: place for place, one in enumerate(debrief.order or [])}
    last = len(wanted)
    return sorted(people, key=lambda one: (wanted.get(one.id, last), cards.get(one.id, 0), one.name.casefold(), one.id))


def moved_up(order: Sequence[Person], person_id: int) -> list[int]:
    """The ids in this order, with one person a place earlier."""
    ids = [one.id for one in order]
    place = ids.index(person_id) if person_id in ids else 0
    if place:
        ids[place - 1], ids[place] = ids[place], ids[place - 1]
    return ids


def recommendations(cards: Iterable[Scorecard]) -> list[tuple[str, int]]:
    """How often each was given, all four in their order: "Strong no", 0. Counted, never averaged."""
    said = (card.submission.counted.card_content.recommendation for card in cards if card.submission)
    counts = Counter(said)
    return [(one.words, counts[one]) for one in Recommendation]


def is_ready(candidate: Candidate, waits: Sequence[Awaited], cards: int) -> bool:
    """Can the room be opened without giving a reason?"""
    return bool(cards) and not waits and not candidate.withdrawal


def _of_interview(interview: Interview, now: datetime) -> list[Awaited]:
    seats = [card for card in interview.cards if not card.released_at and not card.is_shadow]
    if not seats and not interview.state.took_place:
        return [Awaited(interview, None, "the interview is planned, with nobody on its panel")]
    return [Awaited(interview, card, _why(card, now)) for card in seats if card.is_open]


def _why(card: Scorecard, now: datetime) -> str:
    if card.is_late(now):
        return "the card is late"
    if card.interview.state.took_place or now > card.interview.ends_at:
        return "the card is not in yet"
    return "the interview is still to come"


def _called(topics: Sequence[Item]) -> str:
    if all(item.spread and item.spread.is_split for item in topics):
        return "split" if len(topics) == 1 else "splits"
    return "competency" if len(topics) == 1 else "competencies"
