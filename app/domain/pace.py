"""How long each question took: an estimate from the instants at which it was rated."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from app.domain.content import Content, ItemContent
from app.domain.rubric import Missing
from app.domain.sheet import second_of

OVERRUN = timedelta(minutes=30)
SHORTEST = 60  # seconds from one rating to the next; less, and both were rated afterwards


def was_asked(item: ItemContent) -> bool:
    return item.rating is not None or item.missing == Missing.NO_EVIDENCE


def minutes_used(content: Content, planned: int) -> Mapping[str, float]:
    """Item key to the minutes from the end of the item before it, on the interview's clock, to its own end.

    An item ends where its stage was ended, else where it was rated. Nothing at all unless the card was rated live:
    every asked item in the `planned` minutes or half an hour of overrun, and no two within the same minute.
    """
    ends = sorted(
        (_end(item, content.started_at, planned), item.key) for item in content.items.values() if was_asked(item)
    )
    seconds = [0, *(second for second, _ in ends)]
    used = [after - before for before, after in pairwise(seconds)]
    if any(second < SHORTEST for second in used):
        return {}
    return {key: second / 60 for second, (_, key) in zip(used, ends, strict=True)}


def _end(item: ItemContent, started_at: str, planned: int) -> int:
    """In seconds; 0 where it was not rated during the interview."""
    rated = second_of(item.rated_at, started_at, timedelta(minutes=planned) + OVERRUN)
    if rated is None:
        return 0
    return min(rated, item.ended_at) if item.ended_at else rated
