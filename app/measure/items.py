"""Which questions separate? How far the ratings on an item agree with the ratings on the others.

That is not whether the item predicts work. Nothing below 10 candidates, a direction below 30, advice from 100 on.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from app.measure.equations import shared_effects
from app.measure.points import DIMENSIONS, Array, Sigmas
from app.measure.table import Table

SHOWN_FROM, VALUE_FROM, ADVICE_FROM, ENDS_FROM = 10, 30, 100, 8
AGREES, AGAINST, NEITHER = "agrees with the rest", "goes against the rest", "no clear direction"
KEEP, RETIRE, UNDECIDED = "keep", "retire", "undecided"
DIRECTION_FROM = 0.1
TOO_LITTLE = 0.2  # a correlation with the rest below this adds next to nothing
FEWEST_FOR_A_CORRELATION = 3  # two candidates always lie on a line
BETWEEN_ITEMS = 0.15  # standard deviation of z between items, before any rating
QUANTILE = float(ndtri(0.95))  # leaves 5 in 100 on each side
FLAT = 1e-9  # points
LARGEST = 1 - 1e-9  # a correlation of 1 has no z
KEPT = 64  # tables

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class ItemFigure:
    """One item. `n` candidates have a rating on it and on something else.

    `item_rest`: correlation, over these candidates, of their mean on the item with their mean on everything else, both
    freed from how harsh interviewers and how hard items are; None below 3 candidates or where nothing differs. `low`
    to `high` is its 90 % interval, from 4 candidates on. `shrunk` is drawn to the mean of all items, for putting items
    in order; `shrunk_low` to `shrunk_high` its 90 % interval. `floor` and `ceiling`: share of the ratings, from 0 to
    1, at the low and the high end of the scale; None below 8 candidates.
    """

    item: str
    n: int
    item_rest: float | None = None
    low: float | None = None
    high: float | None = None
    shrunk: float | None = None
    shrunk_low: float | None = None
    shrunk_high: float | None = None
    floor: float | None = None
    ceiling: float | None = None

    @property
    def shown(self) -> bool:
        return self.n >= SHOWN_FROM

    @property
    def missing(self) -> int:
        """How many candidates are needed before anything is said."""
        return max(0, SHOWN_FROM - self.n)

    @property
    def has_value(self) -> bool:
        """Enough candidates for a number, and ratings that differ?"""
        return self.n >= VALUE_FROM and self.item_rest is not None

    @property
    def has_advice(self) -> bool:
        """Is `advice` whether to keep it, and no more a mere direction?"""
        return self.n >= ADVICE_FROM and bool(self.advice)

    @property
    def advice(self) -> str:
        """Below 30 candidates a direction; from 100 on "retire" if the whole shrunk interval is below .2, else "keep"
        if it is above 0, else "undecided"; otherwise nothing: below 10, and from 30 on the figure speaks.
        """
        if self.item_rest is None or not self.shown:
            return ""
        if self.n < VALUE_FROM:
            return _direction(self.item_rest)
        return self._keep_or_retire if self.n >= ADVICE_FROM else ""

    @property
    def _keep_or_retire(self) -> str:
        if self.shrunk_low is None or self.shrunk_high is None:
            return ""
        if self.shrunk_high < TOO_LITTLE:
            return RETIRE
        return KEEP if self.shrunk_low > 0 else UNDECIDED


@lru_cache(maxsize=KEPT)
def item_figures(table: Table) -> tuple[ItemFigure, ...]:
    """The table's items, by name. Worked out once for the same table."""
    if not table.rows:
        return ()
    n, item_rest = _item_rest(table)
    columns = {"item_rest": item_rest, **_intervals(n, item_rest), **_ends(table, n)}
    return tuple(
        ItemFigure(item, int(n[at]), **{name: _known(column[at]) for name, column in columns.items()})
        for at, item in enumerate(table.items)
    )


def _direction(correlation: float) -> str:
    if abs(correlation) < DIRECTION_FROM:
        return NEITHER
    return AGREES if correlation > 0 else AGAINST


def _item_rest(table: Table) -> tuple[Counts, Array]:
    """(items,): how many candidates have a rating on the item and on something else; and the correlation of the two."""
    adjusted, counts = _sums(table, _adjusted(table)), _sums(table, np.ones(len(table.rows)))
    others, other_counts = (sums.sum(axis=1, keepdims=True) - sums for sums in (adjusted, counts))
    both = (counts > 0) & (other_counts > 0)
    means = adjusted / np.where(both, counts, 1), others / np.where(both, other_counts, 1)
    return both.sum(axis=0), _correlations(*means, both)


def _adjusted(table: Table) -> Array:
    """(ratings,): on the scale from 1 to 5, less ρ of the interviewer and β of the item at the prior's medians.

    An item that one candidate alone was asked has no β: it cannot be told from the candidate's answer.
    """
    effects = shared_effects(table, Sigmas.at(np.zeros((1, DIMENSIONS))))
    at = {effect: float(mean[0]) for effect, mean in effects.items()}
    levels = (np.array([row.value for row in table.rows]) - table.scale.middle) / table.scale.stretch
    return levels - [at["interviewer", row.interviewer] + at.get(("item", row.item), 0.0) for row in table.rows]


def _sums(table: Table, numbers: Array) -> Array:
    """(candidates, items): the sum of `numbers` (ratings,)."""
    candidates, items = ({one: n for n, one in enumerate(all_)} for all_ in (table.candidates, table.items))
    sums = np.zeros((len(candidates), len(items)))
    places = [candidates[row.candidate] for row in table.rows], [items[row.item] for row in table.rows]
    np.add.at(sums, places, numbers)
    return sums


def _correlations(x: Array, y: Array, both: NDArray[np.bool_]) -> Array:
    """(items,): of x and y (candidates, items) over candidates with both. NaN below three, and where either is flat."""
    n = both.sum(axis=0)
    x, y = (np.where(both, of - (of * both).sum(axis=0) / np.maximum(n, 1), 0.0) for of in (x, y))
    spreads = np.stack([(x**2).sum(axis=0), (y**2).sum(axis=0)])
    defined = (n >= FEWEST_FOR_A_CORRELATION) & (spreads.min(axis=0) > n * FLAT**2)
    correlations: Array = (x * y).sum(axis=0) / np.sqrt(np.where(defined, spreads.prod(axis=0), np.nan))
    return correlations.clip(-1, 1)


def _intervals(n: Counts, item_rest: Array) -> dict[str, Array]:
    """Fisher's interval tanh(z ± 1.645 / √(n - 3)); and z drawn to the items' mean, as for z ~ N(mean, 0.15²)."""
    z = np.arctanh(item_rest.clip(-LARGEST, LARGEST))
    variance = 1 / np.where(n > FEWEST_FOR_A_CORRELATION, n - 3, np.nan)
    weight = 1 / variance + BETWEEN_ITEMS**-2
    shrunk = (z / variance + _mean(z, variance + BETWEEN_ITEMS**2) * BETWEEN_ITEMS**-2) / weight
    half, shrunk_half = QUANTILE * np.sqrt(variance), QUANTILE / np.sqrt(weight)
    found = {"low": z - half, "high": z + half, "shrunk": shrunk}
    found |= {"shrunk_low": shrunk - shrunk_half, "shrunk_high": shrunk + shrunk_half}
    return {name: np.tanh(values) for name, values in found.items()}


def _mean(z: Array, variance: Array) -> float:
    """Of what is known, the surer the heavier."""
    known = ~np.isnan(z + variance)
    return float(np.average(z[known], weights=1 / variance[known])) if known.any() else np.nan


def _ends(table: Table, n: Counts) -> dict[str, Array]:
    values = np.array([row.value for row in table.rows])
    counts = _sums(table, np.ones(len(values))).sum(axis=0)
    ends = {"floor": values <= table.scale.low, "ceiling": values >= table.scale.high}
    return {
        name: np.where(n >= ENDS_FROM, _sums(table, hits.astype(np.float64)).sum(axis=0) / counts, np.nan)
        for name, hits in ends.items()
    }


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
