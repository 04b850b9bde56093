"""A mixture of normal distributions: its mean, its distribution function, and its quantiles by root finding."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from app.measure.points import Array

TAIL = 0.05
CLOSE = 1e-10  # a share of the range, far below the last digit that is printed


@dataclass(frozen=True)
class Mixture:
    """Σ w_q N(m_q, v_q). All arrays have one value a point; the weights add up to 1."""

    means: Array
    variances: Array
    weights: Array

    def times(self, factor: float) -> "Mixture":
        """The same quantity in other units."""
        return Mixture(self.means * factor, self.variances * factor**2, self.weights)

    @property
    def mean(self) -> float:
        return float(self.weights @ self.means)

    @property
    def deviation(self) -> float:
        """The standard deviation: within the points, and between them."""
        return float(np.sqrt(self.weights @ (self.variances + (self.means - self.mean) ** 2)))

    @property
    def interval(self) -> tuple[float, float]:
        """From the 5th to the 95th percentile: 90 in 100 of what is plausible."""
        return self.quantile(TAIL), self.quantile(1 - TAIL)

    @property
    def above_zero(self) -> float:
        """The probability that it is positive."""
        return float(self.weights @ ndtr(self.means / np.sqrt(self.variances)))

    def below(self, x: float) -> float:
        """The distribution function."""
        return float(self.weights @ ndtr((x - self.means) / np.sqrt(self.variances)))

    def quantile(self, share: float) -> float:
        """Where the distribution function is `share`, by Brent's method."""
        centre, reach = self.mean, self.deviation / np.sqrt(min(share, 1 - share))  # Cantelli: it lies within
        return float(brentq(lambda x: self.below(x) - share, centre - reach, centre + reach, xtol=CLOSE * reach))
