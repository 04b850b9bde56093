"""Where a log density peaks, and how wide it is there: Newton's method on finite differences."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from app.measure.points import DIMENSIONS, Array

STEP = 0.3  # of the differences: the density is smooth on the scale of the prior, which is 1
MOST_STEPS, CLOSE = 12, 0.05
LONGEST = 2.0
# The prior alone gives 1; likelihoods that are flat or bent outwards must not make the peak wider than this.
LEAST_CURVATURE = 0.5


@dataclass(frozen=True)
class Peak:
    """`at` (7,): the mode. `root` (7, 7): the symmetric square root of the covariance there.

    Of all roots that one: the sign and order of eigenvectors, or the order of the rows, make no difference to it.
    """

    at: Array
    root: Array


def peak(log_density: Callable[[Array], Array]) -> Peak:
    """The peak of `log_density`, a function of (points, 7), from 0 on."""
    at = np.zeros(DIMENSIONS)
    for _ in range(MOST_STEPS):
        gradient, curvatures, axes = _shape(log_density(at + _STENCIL))
        step = axes @ ((axes.T @ gradient) / curvatures)
        length = float(np.linalg.norm(step))
        at = at + step * min(1.0, LONGEST / length) if length else at
        if length < CLOSE:
            break
    return Peak(at, (axes / np.sqrt(curvatures)) @ axes.T)


def _stencil() -> Array:
    axes = STEP * np.eye(DIMENSIONS)
    both = [axes[i] + axes[j] for i, j in combinations(range(DIMENSIONS), 2)]
    return np.concatenate([np.zeros((1, DIMENSIONS)), axes, -axes, both, -np.array(both)])


_STENCIL = _stencil()


def _shape(values: Array) -> tuple[Array, Array, Array]:
    """Gradient, and the curvatures along their axes, from the values on the stencil."""
    d = DIMENSIONS
    centre, up, down, both_up, both_down = np.split(values, [1, 1 + d, 1 + 2 * d, 1 + 2 * d + d * (d - 1) // 2])
    hessian = np.diag((up + down - 2 * centre) / STEP**2)
    for n, (i, j) in enumerate(combinations(range(d), 2)):
        sides = up[i] + down[i] + up[j] + down[j]
        hessian[i, j] = hessian[j, i] = (both_up[n] + both_down[n] - sides + 2 * centre[0]) / (2 * STEP**2)
    curvatures, axes = np.linalg.eigh(-hessian)
    return (up - down) / (2 * STEP), np.maximum(curvatures, LEAST_CURVATURE), axes
