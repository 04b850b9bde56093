"""A mixture of normal distributions against scipy, and against the definition of a quantile."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.measure.mixture import Mixture

normals = st.tuples(st.floats(-3, 3), st.floats(0.01, 2), st.floats(0.01, 1))  # mean, deviation, weight


@st.composite
def mixtures(draw: st.DrawFn) -> Mixture:
    means, deviations, weights = (
        np.array(one) for one in zip(*draw(st.lists(normals, min_size=1, max_size=6)), strict=True)
    )
    return Mixture(means, deviations**2, weights / weights.sum())


@given(st.floats(-3, 3), st.floats(0.01, 3), st.floats(0.01, 0.99))
def test_one_normal_has_the_quantiles_of_scipy(mean: float, deviation: float, share: float) -> None:
    one = Mixture(np.array([mean]), np.array([deviation**2]), np.array([1.0]))
    assert one.quantile(share) == pytest.approx(stats.norm.ppf(share, mean, deviation), abs=1e-7)


@given(mixtures(), st.floats(0.01, 0.99))
def test_a_quantile_has_its_share_below_it(mixture: Mixture, share: float) -> None:
    assert mixture.below(mixture.quantile(share)) == pytest.approx(share, abs=1e-7)


@given(mixtures())
def test_mean_and_deviation_agree_with_integration(mixture: Mixture) -> None:
    x = np.linspace(-25, 25, 200_001)
    density = sum(
        weight * stats.norm.pdf(x, mean, np.sqrt(variance))
        for weight, mean, variance in zip(mixture.weights, mixture.means, mixture.variances, strict=True)
    )
    mean = np.trapezoid(x * density, x)
    assert mixture.mean == pytest.approx(mean, abs=1e-6)
    assert mixture.deviation == pytest.approx(np.sqrt(np.trapezoid((x - mean) ** 2 * density, x)), abs=1e-6)


@given(mixtures())
def test_what_is_not_above_zero_is_below(mixture: Mixture) -> None:
    assert mixture.above_zero == pytest.approx(1 - mixture.below(0))


@given(mixtures(), st.sampled_from([-1.0, 2.0]))
def test_other_units_change_the_figures_in_proportion(mixture: Mixture, factor: float) -> None:
    ends = sorted(factor * end for end in mixture.interval)
    assert mixture.times(factor).mean == pytest.approx(factor * mixture.mean)
    assert mixture.times(factor).interval == pytest.approx(tuple(ends), abs=1e-7)


def test_two_heaps_far_apart() -> None:
    """Nine tenths around -100, one around 100: the 95th percentile is the middle of the second heap."""
    heaps = Mixture(np.array([-100.0, 100.0]), np.array([1.0, 1.0]), np.array([0.9, 0.1]))
    assert heaps.quantile(0.95) == pytest.approx(100)
    assert heaps.quantile(0.45) == pytest.approx(-100)
