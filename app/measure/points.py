"""Standard deviations of the model's effects, and a fixed set of points to integrate over: no random seed, no effect
of one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Array = NDArray[np.float64]
PRIMES = (2, 3, 5, 7, 11, 13, 17)
DIMENSIONS = len(PRIMES)
# Before any rating: candidate, interviewer, item, case, halo, residual, profile, on the scale from 1 to 5.
MEDIANS = np.array([0.60, 0.40, 0.30, 0.40, 0.30, 0.65, 0.30])
SPREAD = 0.5  # of log σ around the log of its median
# Nobody rates finer than this. Without it, ratings that are all the same would make the likelihood grow without end as
# σ of the residual goes to 0, and every weight would fall on one point.
FINEST = 0.1


@dataclass(frozen=True)
class Sigmas:
    """Standard deviations on the scale from 1 to 5, each an array with one value a point.

    `candidate`: between candidates. `interviewer`: severity. `item`: difficulty. `case`: candidate x item.
    `halo`: candidate x interviewer. `residual`: the rest. `profile`: candidate x competency.
    """

    candidate: Array
    interviewer: Array
    item: Array
    case: Array
    halo: Array
    residual: Array
    profile: Array

    @classmethod
    def at(cls, z: Array) -> "Sigmas":
        """σ = median · exp(0.5 z) for `z` (points, 7); z = 0 are the medians, and z ~ N(0, 1) is the prior."""
        drawn = cls(*(MEDIANS * np.exp(SPREAD * z)).T)
        return replace(drawn, residual=np.hypot(drawn.residual, FINEST))

    @property
    def count(self) -> int:
        return len(self.candidate)

    def batches(self, size: int) -> Iterator["Sigmas"]:
        """The same points in groups of up to `size`."""
        for n in range(0, self.count, size):
            yield Sigmas(*(values[n : n + size] for values in vars(self).values()))


@lru_cache(maxsize=4)
def standard(count: int) -> Array:
    """(count, 7): a standard normal distribution, evenly filled by a low-discrepancy set."""
    evenly: Array = ndtri(_halton(count))
    return evenly


def _halton(count: int) -> Array:
    """Halton's sequence (1960) from its second point on."""
    return np.stack([_mirrored(np.arange(1, count + 1), base) for base in PRIMES], axis=1)


def _mirrored(numbers: NDArray[np.int64], base: int) -> Array:
    """Van der Corput's radical inverse: the digits of 6 = 110₂ become .011₂."""
    mirrored, place = np.zeros(len(numbers)), 1.0
    while numbers.any():
        place /= base
        mirrored += place * (numbers % base)
        numbers = numbers // base
    return mirrored
