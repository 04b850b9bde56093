"""Do two people who hear the same answer rate it alike? Units are (candidate, item) rated by two interviewers or more.

Different rounds with different questions are another matter: their spread mixes people and evidence, and is never
called agreement.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from app.measure.coefficients import ac2, alpha, icc, interval, nominal, ordinal, ratio, resampled
from app.measure.table import Rating, Table

__all__ = ["Agreement", "Gap", "agreement", "alpha", "icc", "interval", "nominal", "ordinal", "ratio"]

SHOWN_FROM, PLAIN_FROM, PLAIN_FROM_CANDIDATES = 10, 30, 10
RELIABLE, TENTATIVE = 0.800, 0.667  # Krippendorff (2004), Content Analysis, p. 241
ONE_POINT = 1 + 1e-9  # 2.3 - 1.3 is not exactly 1
PERCENTILES = 5, 95
KEPT = 64  # tables


@dataclass(frozen=True)
class Gap:
    """How much higher a rates than b, a before b by name: the mean of a - b over the `n` units that both rated."""

    a: str
    b: str
    n: int
    gap: float


@dataclass(frozen=True)
class Agreement:
    """Figures of agreement. None is "not defined": no unit; for alpha also where all values are equal.

    Shares are of pairs of ratings of the same unit, from 0 to 1. `low` to `high` is the 90 % interval of
    `alpha_ordinal`, the main figure.
    """

    units: int
    candidates: int
    alpha_nominal: float | None
    alpha_ordinal: float | None
    alpha_interval: float | None
    ac2_quadratic: float | None
    exact: float | None
    within_one: float | None
    low: float | None
    high: float | None
    gaps: tuple[Gap, ...]

    @property
    def shown(self) -> bool:
        return self.units >= SHOWN_FROM

    @property
    def cautious(self) -> bool:
        """To be shown with a warning: there is little of it yet."""
        return self.shown and (self.units < PLAIN_FROM or self.candidates < PLAIN_FROM_CANDIDATES)

    @property
    def words(self) -> str:
        """What it says, for somebody who knows no statistics."""
        if not self.units:
            return "No answer was rated by two interviewers, so agreement cannot be told."
        if not self.shown:
            return f"Answers rated by two interviewers or more: {self.units}. Agreement is shown from {SHOWN_FROM} on."
        few = "answers" if self.units < PLAIN_FROM else "candidates"
        return self._finding + (f"; few {few} yet, so this may change." if self.cautious else ".")

    @property
    def _finding(self) -> str:
        if self.alpha_ordinal is None:
            return "All ratings are the same, so agreement cannot be told from habit"
        if self.alpha_ordinal >= RELIABLE:
            return "The interviewers agree: it hardly matters which of them listens"
        if self.alpha_ordinal >= TENTATIVE:
            return "The interviewers agree for the most part: it matters a little which of them listens"
        if self.ac2_quadratic is not None and self.ac2_quadratic >= RELIABLE:
            return "The interviewers agree, but the candidates hardly differ, so this tells little"
        if self.alpha_ordinal > 0:
            return "The interviewers agree too little to rely on one of them alone"
        return "The interviewers agree no better than by chance"


@lru_cache(maxsize=KEPT)
def agreement(table: Table) -> Agreement:
    """Agreement on the answers that two interviewers or more rated. Worked out once for the same table."""
    units = _units(table)
    double = [unit for unit in units if len(unit) > 1]
    values = [_values(unit) for unit in double]
    apart = [abs(a - b) for unit in values for a, b in combinations(unit, 2)]
    low, high = _interval(double)
    return Agreement(
        units=len(double),
        candidates=len({unit[0].candidate for unit in double}),
        alpha_nominal=alpha(values, nominal),
        alpha_ordinal=alpha(values, ordinal),
        alpha_interval=alpha(values, interval),
        ac2_quadratic=ac2([_values(unit) for unit in units], table.scale),
        exact=_share(gap == 0 for gap in apart),
        within_one=_share(gap <= ONE_POINT for gap in apart),
        low=low,
        high=high,
        gaps=_gaps(double),
    )


def _units(table: Table) -> list[list[Rating]]:
    """The ratings of each (candidate, item), by name of the interviewer."""
    units: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    for row in sorted(table.rows):
        units[row.candidate, row.item].append(row)
    return list(units.values())


def _values(unit: Sequence[Rating]) -> list[float]:
    return [row.value for row in unit]


def _interval(double: Sequence[Sequence[Rating]]) -> tuple[float | None, float | None]:
    """By bootstrap over candidates, in the order of what they were rated, so that names move no digit."""
    of_candidate: dict[str, list[list[float]]] = defaultdict(list)
    for unit in double:
        of_candidate[unit[0].candidate].append(sorted(_values(unit)))
    if len(of_candidate) < 2:
        return None, None
    alphas = resampled(sorted(sorted(units) for units in of_candidate.values()))
    if np.isnan(alphas).all():
        return None, None
    low, high = np.nanpercentile(alphas, PERCENTILES)
    return float(low), float(high)


def _share(hits: Iterable[bool]) -> float | None:
    found = list(hits)
    return sum(found) / len(found) if found else None


def _gaps(double: Sequence[Sequence[Rating]]) -> tuple[Gap, ...]:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for unit in double:
        for a, b in combinations(unit, 2):
            found[a.interviewer, b.interviewer].append(a.value - b.value)
    return tuple(Gap(a, b, len(gaps), sum(gaps) / len(gaps)) for (a, b), gaps in sorted(found.items()))
