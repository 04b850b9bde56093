"""The points to integrate over: a fixed set that fills a normal distribution evenly, and what σ they stand for."""

import numpy as np
import pytest
from scipy import stats

from app.measure.points import DIMENSIONS, FINEST, MEDIANS, Sigmas, standard


def test_points_are_the_same_every_time() -> None:
    first = standard(256).copy()
    standard.cache_clear()
    assert np.array_equal(standard(256), first)


def test_more_points_begin_with_fewer() -> None:
    assert np.array_equal(standard(512)[:128], standard(128))


def test_points_begin_with_haltons_fractions() -> None:
    """6 = 110 in base 2 and 20 in base 3, so .011 and .02."""
    uniform = stats.norm.cdf(standard(6)[5])
    assert uniform[:2] == pytest.approx([3 / 8, 2 / 9])


def test_points_fill_a_standard_normal_distribution() -> None:
    points = standard(2048)
    assert points.shape == (2048, DIMENSIONS)
    assert points.mean(axis=0) == pytest.approx(np.zeros(DIMENSIONS), abs=0.02)
    assert np.cov(points.T) == pytest.approx(np.eye(DIMENSIONS), abs=0.04)


def test_every_axis_is_filled_more_evenly_than_by_chance() -> None:
    """Kolmogorov's distance of 2,048 random points would be about .02."""
    uniform = stats.norm.cdf(standard(2048))
    distances = [stats.kstest(axis, "uniform").statistic for axis in uniform.T]
    assert max(distances) < 0.005


def test_nought_stands_for_the_medians() -> None:
    at = Sigmas.at(np.zeros((1, DIMENSIONS)))
    expected = [*MEDIANS[:5], np.hypot(MEDIANS[5], FINEST), MEDIANS[6]]
    assert np.concatenate(list(vars(at).values())) == pytest.approx(expected)


def test_one_step_is_half_a_unit_of_the_logarithm() -> None:
    at = Sigmas.at(np.array([[1.0, -1, 0, 0, 0, 0, 0]]))
    assert (at.candidate[0], at.interviewer[0]) == pytest.approx((0.60 * np.exp(0.5), 0.40 * np.exp(-0.5)))


def test_the_residual_never_vanishes() -> None:
    assert Sigmas.at(np.full((1, DIMENSIONS), -40.0)).residual[0] == pytest.approx(FINEST)


@pytest.mark.parametrize("size", [1, 3, 10, 99])
def test_batches_are_all_points_in_order(size: int) -> None:
    whole = Sigmas.at(standard(10))
    batches = list(whole.batches(size))
    assert max(batch.count for batch in batches) == min(size, 10)
    for name, values in vars(whole).items():
        assert np.array_equal(np.concatenate([getattr(batch, name) for batch in batches]), values)
