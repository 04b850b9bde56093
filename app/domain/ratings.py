"""Locked cards as the long table that `app.measure` works on. People are their ids as text, items their keys."""

from collections.abc import Iterable, Iterator

from app.domain.scorecard import Scorecard
from app.measure.table import Rating, Table

MOST = 600  # ratings of an opening that a comparison works with
MIRROR_FROM = 20  # ratings by one person, before they are shown how they rate beside the team


def table_of(cards: Iterable[Scorecard]) -> Table:
    """What these cards count for: the ratings of those that are submitted, in the version that comparisons use.

    Somebody whom the same person asks the same question once more knows it by then: of the cards given, the first
    that rates it counts.
    """
    ratings: dict[tuple[str, ...], Rating] = {}
    for rating in (rating for card in cards for rating in ratings_of(card)):
        ratings.setdefault(rating[:3], rating)
    return Table.of(ratings.values())


def ratings_of(card: Scorecard) -> Iterator[Rating]:
    """The ratings on one card; a missing one has no row. None while it is not submitted, and none of a shadow."""
    if card.submission is None or card.is_shadow:
        return
    rated = card.submission.counted.card_content.items
    for item in card.items:
        value = rated[item.key].rating if item.key in rated else None
        if value is not None:
            yield Rating(str(card.interview.candidate_id), str(card.author_id), item.key, value, item.competency)


def most_ratings_of(cards: Iterable[Scorecard], already: int) -> list[Scorecard]:
    """The first of these cards, whole ones, with which a table that has `already` so many ratings stays within 600."""
    taken, ratings = [], already
    for card in cards:
        ratings += sum(1 for _ in ratings_of(card))
        if ratings > MOST:
            break
        taken.append(card)
    return taken
