"""How sure a difference is: an additive model of ratings, integrated over plausible standard deviations.

    y = μ + θ_c + ρ_r + β_i + (θβ)_ci + (θρ)_cr + e,    μ ~ N(3, 1), every effect N(0, σ²) with its own σ

on the scale from 1 to 5, for candidate c, interviewer r, item i. With competencies the candidate has γ_ck as well, and
what is compared is T_c = μ + θ_c + Σ w_k γ_ck, else T_c = μ + θ_c. Before any rating log σ ~ N(log median, 0.5²).

For given σ everything is normal and in closed form (`app.measure.equations`). The posterior is the mixture of those
normals over a fixed set of points, laid around the most plausible σ and weighted by prior x likelihood / density of
the points (importance sampling around Laplace's approximation): points drawn from the prior alone would leave one or
two of 2,048 with any weight once there are some hundred ratings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.measure.equations import CENTRE, Equations, Solved
from app.measure.mixture import Mixture
from app.measure.mode import Peak, peak
from app.measure.points import Array, Sigmas, standard
from app.measure.table import Scale, Table

# Against 65,536 points, over 45 tables: every figure of 43 of them within .005 of a point of the scale.
POINTS, MORE_POINTS = 2048, 4096
FEWEST_EFFECTIVE = 200
WIDER = 1.25  # than the normal approximation: its tails are too light


@dataclass(frozen=True)
class Posterior:
    """What the ratings say about candidates and interviewers, in points of the table's scale."""

    scale: Scale
    weights: Array  # (points,), sums to 1
    z: Array  # (points, 7): where the points lie, see `app.measure.points`
    candidates: Mapping[str, int]
    interviewers: Mapping[str, int]
    solved: Solved

    def mean(self, candidate: str) -> float:
        """The candidate's level as the model sees it: drawn to the middle, so never printed as a score."""
        level = self.weights @ self.solved.means[:, self.candidates[candidate]]
        return self.scale.middle + (float(level) - CENTRE) * self.scale.stretch

    def difference(self, a: str, b: str) -> Mixture:
        """T_a - T_b."""
        means, variances = self.solved.difference(self.candidates[a], self.candidates[b])
        return Mixture(means, variances, self.weights).times(self.scale.stretch)

    def severity(self, interviewer: str) -> Mixture:
        """How much lower than others this interviewer rates the same thing: -ρ."""
        means, variances = self.solved.severity(self.interviewers[interviewer])
        return Mixture(-means, variances, self.weights).times(self.scale.stretch)

    @property
    def effective_points(self) -> float:
        """How many points of equal weight would be as good: 1 / Σ w²."""
        return float(1 / np.sum(self.weights**2))


def posterior(table: Table, shares: Mapping[str, float] | None = None, points: int = POINTS) -> Posterior:
    """Fit the model. `shares`: competency to its weight, positive, adding up to 1; None leaves competencies out.

    Raises ValueError for a table without a rating.
    """
    if not table.rows:
        raise ValueError("a table without a rating")
    equations = Equations.of(table, shares)
    top = peak(lambda z: _log_density(z, equations.solved(Sigmas.at(z))))
    found = _around(top, table, equations, points)
    return found if found.effective_points >= FEWEST_EFFECTIVE else _around(top, table, equations, MORE_POINTS)


def _around(top: Peak, table: Table, equations: Equations, points: int) -> Posterior:
    even = standard(points)
    z = top.at + WIDER * even @ top.root.T
    solved = equations.solved(Sigmas.at(z))
    log_weights = _log_density(z, solved) + 0.5 * (even**2).sum(axis=1)
    weights = np.exp(log_weights - log_weights.max())
    return Posterior(
        table.scale,
        weights / weights.sum(),
        z,
        {label: n for n, label in enumerate(table.candidates)},
        {label: n for n, label in enumerate(table.interviewers)},
        solved,
    )


def _log_density(z: Array, solved: Solved) -> Array:
    """Log of prior x likelihood at each point, without the constant."""
    density: Array = solved.log_likelihood - 0.5 * (z**2).sum(axis=1)
    return density
