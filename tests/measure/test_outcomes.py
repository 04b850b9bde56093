"""Correlations of ratings with outcomes, held against scipy and against what is printed elsewhere."""

import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr

from app.measure.outcomes import correlation, interval


def test_the_interval_is_the_one_that_the_design_quotes() -> None:
    assert [round(end, 2) for end in interval(0.2, 20)] == [-0.27, 0.59]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_what_scipy_finds(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    x, y = drawn.normal(3, 0.5, 40), drawn.integers(1, 6, 40)
    found = correlation(list(zip(x, y, strict=True)))
    theirs = pearsonr(x, y)
    ends = theirs.confidence_interval(0.95)
    assert found
    assert (found.n, found.pearson) == (40, pytest.approx(theirs.statistic))
    assert (found.low, found.high) == (pytest.approx(ends.low), pytest.approx(ends.high))
    assert found.spearman == pytest.approx(spearmanr(x, y).statistic)


def test_a_line_is_one_and_has_an_interval() -> None:
    found = correlation([(1, 2), (2, 3), (3, 4), (4, 5)])
    assert found
    assert (found.pearson, found.spearman) == (pytest.approx(1), pytest.approx(1))
    assert 0.99 < found.low <= found.high <= 1


@pytest.mark.parametrize("pairs", [[], [(1, 1), (2, 2), (3, 3)], [(1, 3)] * 9, [(1, 3), (2, 3), (3, 3), (4, 3)]])
def test_too_few_or_all_the_same_is_none(pairs: list[tuple[float, float]]) -> None:
    assert correlation(pairs) is None
