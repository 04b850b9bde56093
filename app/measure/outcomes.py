"""Did the ratings foretell the outcome? Correlations over hires, as they are: nothing is corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

SAID_FROM = 30  # hires; r = .20 with 20 hires could be -.27 to .59
FEWEST = 4  # with three pairs the interval has no width to speak of
QUANTILE = float(ndtri(0.975))  # leaves 2.5 in 100 on each side
FLAT = 1e-9
LARGEST = 1 - 1e-9  # a correlation of 1 has no z

Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Correlation:
    """Over `n` pairs: Pearson's r with its 95 % interval `low` to `high`, and Spearman's rho, from -1 to 1."""

    n: int
    pearson: float
    low: float
    high: float
    spearman: float


def correlation(pairs: Pairs) -> Correlation | None:
    """Of rating and outcome, a pair a hire. None below 4 pairs, and where either does not differ.

    r = Σ (x - x̄)(y - ȳ) / √(Σ (x - x̄)² Σ (y - ȳ)²), Pearson (1895). Its interval is Fisher's (1921, On the probable
    error of a coefficient of correlation deduced from a small sample, Metron 1): tanh(artanh r ± 1.96 / √(n - 3)).
    rho is r of the ranks, equal values sharing the middle one of theirs, Spearman (1904). Neither is corrected for
    range restriction: of those who were not hired no outcome is known, and among the hired the ratings differ less.
    """
    x, y = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    if len(x) < FEWEST or min(np.ptp(x), np.ptp(y)) < FLAT:
        return None
    r = _pearson(x, y)
    low, high = interval(r, len(x))
    return Correlation(len(x), r, low, high, _pearson(_ranks(x), _ranks(y)))


def interval(r: float, n: int) -> tuple[float, float]:
    """Fisher's 95 % interval of a correlation over n pairs, n > 3."""
    z, half = np.arctanh(np.clip(r, -LARGEST, LARGEST)), QUANTILE / np.sqrt(n - 3)
    return float(np.tanh(z - half)), float(np.tanh(z + half))


def _pearson(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    x, y = x - x.mean(), y - y.mean()
    return float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1, 1))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return ranks
