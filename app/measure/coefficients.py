"""Coefficients of agreement over units, each the ratings of one thing. A rating that is missing is not there."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.measure.points import Array
from app.measure.table import Scale

NOTHING = 1e-12
RESAMPLES, SEED = 1000, 2011
NUMBERS_IN_A_BATCH = 2**20  # 8 MB an array

Units = Sequence[Sequence[float]]
Places = NDArray[np.intp]
# Squared differences: of values (values,) in rising order, and how often each is there, to (values, values).
Metric = Callable[[Array, Array], Array]


def alpha(units: Units, difference: Metric) -> float | None:
    """Alpha of Krippendorff (2011). None if it is not defined: all values equal, or no unit with two ratings.

    1 - (n - 1) Σ o_ab δ²_ab / Σ n_a n_b δ²_ab, with o_ab = Σ_u ordered pairs a–b / (m_u - 1) and n_a = Σ_b o_ab.
    """
    values, together = _coincidences([unit for unit in units if len(unit) > 1])
    counts = together.sum(axis=1)
    apart = difference(values, counts)
    observed, expected = float((together * apart).sum()), float(counts @ apart @ counts)
    return 1 - (float(counts.sum()) - 1) * observed / expected if expected > NOTHING else None


def nominal(values: Array, _counts: Array) -> Array:
    """1 for any two that are not the same."""
    apart: Array = np.not_equal(values[:, None], values).astype(np.float64)
    return apart


def ordinal(_values: Array, counts: Array) -> Array:
    """(Σ_{g=a..b} n_g - (n_a + n_b) / 2)²: how many ratings lie between the two."""
    ranks = _middle_ranks(counts)
    return np.square(ranks[:, None] - ranks)


def interval(values: Array, _counts: Array) -> Array:
    """(a - b)²."""
    return np.square(values[:, None] - values)


def ratio(values: Array, _counts: Array) -> Array:
    """((a - b) / (a + b))², for values from 0 on."""
    total = values[:, None] + values
    apart: Array = np.square((values[:, None] - values) / np.where(total == 0, 1, total))
    return apart


def resampled(groups: Sequence[Units]) -> Array:
    """(resamples,): ordinal alpha of as many groups of units, drawn with replacement by a fixed seed. NaN where it is
    not defined. Every unit has two ratings or more.
    """
    units = [unit for group in groups for unit in group]
    drawn = np.random.default_rng(SEED).multinomial(len(groups), [1 / len(groups)] * len(groups), RESAMPLES)
    values, codes = _coded(units)
    group_of = _owners(groups)
    counts = _counts(group_of[_owners(units)], codes, (len(groups), len(values)))
    sizes = np.array([len(unit) for unit in units])
    batches = np.array_split(drawn, 1 + RESAMPLES * len(codes) // NUMBERS_IN_A_BATCH)
    return np.concatenate([_ordinal_alphas(batch @ counts, codes, sizes, batch[:, group_of]) for batch in batches])


def ac2(units: Units, scale: Scale) -> float | None:
    """AC2 of Gwet (2014), Handbook of Inter-Rater Reliability, with quadratic weights over the points of the scale.

    As in the book, units with one rating help to say how often a point is used. None without a unit that has two, and
    for ratings between the points.
    """
    points = np.arange(scale.low, scale.high + 1)
    values, codes = _coded(units)
    if all(len(unit) < 2 for unit in units) or not np.isin(values, points).all():
        return None
    counts = _counts(_owners(units), np.searchsorted(points, values)[codes], (len(units), len(points)))
    weights = 1 - np.square((points[:, None] - points) / (scale.high - scale.low))
    sizes = counts.sum(axis=1)
    used = (counts / sizes[:, None]).mean(axis=0)
    by_chance = weights.sum() * (used * (1 - used)).sum() / (len(points) * (len(points) - 1))
    return float((_agreed(counts[sizes > 1], weights) - by_chance) / (1 - by_chance))


def icc(scores: Array) -> float | None:
    """ICC(2,k) of Shrout and Fleiss (1979) for scores (subjects, raters): how far the mean would stay the same with
    other raters. None for a table that is not full, with fewer than two of either, or where nothing differs.
    """
    subjects, raters = scores.shape
    if min(subjects, raters) < 2 or np.isnan(scores).any():
        return None
    of_subject, of_rater = scores.mean(axis=1, keepdims=True), scores.mean(axis=0, keepdims=True)
    rest = scores - of_subject - of_rater + scores.mean()
    error = float(np.square(rest).sum()) / ((subjects - 1) * (raters - 1))
    between = raters * float(of_subject.var(ddof=1))
    whole = between + float(of_rater.var(ddof=1)) - error / subjects
    return (between - error) / whole if whole > NOTHING else None


def _coincidences(units: Units) -> tuple[Array, Array]:
    """The values; and (values, values) how often two ratings of a unit are a and b, each rating counting as one."""
    values, codes = _coded(units)
    counts = _counts(_owners(units), codes, (len(units), len(values)))
    parts = counts / (counts.sum(axis=1, keepdims=True) - 1)
    return values, counts.T @ parts - np.diag(parts.sum(axis=0))


def _middle_ranks(counts: Array) -> Array:
    """(…, values): the rank in the middle of the ratings with that value. Ordinal differences are differences of it."""
    ranks: Array = counts.cumsum(axis=-1) - counts / 2
    return ranks


def _ordinal_alphas(counts: Array, codes: Places, sizes: Places, times: NDArray[np.int64]) -> Array:
    """(resamples,): alpha of each resample, in which values are there `counts` (resamples, values) and units `times`
    (resamples, units). The ratings of the units, one after the other, are `codes`; each unit has `sizes` of them.

    For m numbers, Σ (x_i - x_j)² over ordered pairs is 2 (m Σ x² - (Σ x)²); over all ratings, ranks from the middle
    add up to 0.
    """
    total = counts.sum(axis=1)
    ranks = _middle_ranks(counts) - total[:, None] / 2
    starts = sizes.cumsum() - sizes
    of_rating = ranks[:, codes]
    squares = np.add.reduceat(of_rating**2, starts, axis=1)
    sums = np.add.reduceat(of_rating, starts, axis=1)
    observed = (times * (sizes * squares - sums**2) / (sizes - 1)).sum(axis=1)
    expected = total * (counts * ranks**2).sum(axis=1)
    alphas: Array = 1 - (total - 1) * observed / np.where(expected > NOTHING, expected, np.nan)
    return alphas


def _agreed(counts: Array, weights: Array) -> float:
    """The mean over units of the weight of a pair of ratings; `counts` (units, points)."""
    sizes = counts.sum(axis=1)
    return float(((counts * (counts @ weights - 1)).sum(axis=1) / (sizes * (sizes - 1))).mean())


def _coded(units: Units) -> tuple[Array, Places]:
    """All values in rising order; and for each rating, unit after unit, which of them it is."""
    values, codes = np.unique(np.array([value for unit in units for value in unit]), return_inverse=True)
    return values, codes


def _owners(groups: Sequence[Sequence[object]]) -> Places:
    """For each member of the groups, one group after the other, the number of its group."""
    return np.repeat(np.arange(len(groups)), [len(group) for group in groups])


def _counts(owners: Places, codes: Places, shape: tuple[int, int]) -> Array:
    """(owners, values): how many ratings each has of each value."""
    counts = np.zeros(shape)
    np.add.at(counts, (owners, codes), 1)
    return counts
