"""Headline figures: the mean of a competency and the weighted composite. No rating is None, never zero."""

from collections.abc import Mapping, Sequence

SPLIT_FROM = 2


def mean(ratings: Sequence[int]) -> float | None:
    """Mean of the ratings, 1 to 5, or None without one."""
    return sum(ratings) / len(ratings) if ratings else None


def is_split(ratings: Sequence[int]) -> bool:
    """Do the ratings lie two points or more apart?"""
    return bool(ratings) and max(ratings) - min(ratings) >= SPLIT_FROM


def composite(means: Mapping[str, float | None], weights: Mapping[str, int]) -> float | None:
    """Weighted mean T = sum of w_k * m_k over the weights' sum. None if any competency with a weight has no mean:
    weights are not stretched over what is there."""
    known = {key: means.get(key) for key in weights}
    if not weights or any(value is None for value in known.values()):
        return None
    return sum(weights[key] * (value or 0.0) for key, value in known.items()) / sum(weights.values())
