"""The mixed-model equations of the additive model, at given standard deviations (Henderson 1975).

Three sorts of effects, eliminated one after the other. Within a cell (one candidate, one item) candidate x item, and
the difficulty of an item that nobody else was asked. Then what is each candidate's own: θ, halos, profile; given what
candidates share, they are independent. What is left is one small system for what they share: μ, ρ, and β of the other
items. Sums over ratings are made once for a table, the rest for all points at once, in batches that fit into a cache.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.measure.points import Array, Sigmas
from app.measure.table import Rating, Table

CENTRE, SPREAD_OF_CENTRE = 3.0, 1.0
NUMBERS_IN_A_BATCH = 2**20  # 8 MB an array

Effect = tuple[str, str]  # the name of its standard deviation, and whose effect it is


@dataclass(frozen=True)
class Solved:
    """The normal posterior at each point, in points of the scale from 1 to 5.

    T_c = `means` + `loadings`[:, :, c] · standard normal variables that all candidates share + own noise.
    """

    log_likelihood: Array  # (points,), without the constant
    means: Array  # (points, candidates)
    loadings: Array  # (points, shared, candidates)
    own: Array  # (points, candidates): variance
    leniency: Array  # (points, interviewers): mean of ρ
    leniency_variance: Array  # (points, interviewers)

    def difference(self, a: int, b: int) -> tuple[Array, Array]:
        """Mean and variance of T_a - T_b at each point."""
        shared = ((self.loadings[:, :, a] - self.loadings[:, :, b]) ** 2).sum(axis=1)
        return self.means[:, a] - self.means[:, b], shared + self.own[:, a] + self.own[:, b]

    def severity(self, interviewer: int) -> tuple[Array, Array]:
        """Mean and variance of ρ at each point."""
        return self.leniency[:, interviewer], self.leniency_variance[:, interviewer]


def solve(table: Table, points: Sigmas, shares: Mapping[str, float] | None = None) -> Solved:
    """The posterior at each of `points`. `shares`: competency to its weight; None leaves competencies out."""
    return Equations.of(table, shares).solved(points)


def shared_effects(table: Table, points: Sigmas) -> dict[Effect, Array]:
    """The mean at each of `points`, on the scale from 1 to 5, of ρ ("interviewer", who), of β ("item", which), and of
    μ - 3 ("centre", ""). Not of an item that one candidate alone was asked: β is then part of that candidate's cell.
    """
    return dict(zip(_shared_effects(table), Equations.of(table).shared(points).T, strict=True))


@dataclass(frozen=True)
class Equations:
    """What the ratings of a table add up to, whatever the standard deviations are."""

    kinds: tuple[str, ...]  # of what candidates share: of μ, of each ρ, of each β
    interviewers: int
    cells: Mapping["_Kind", int]  # how many
    sums: "_Sums"  # of what candidates share, and the ratings, with themselves
    blocks: tuple["_Block", ...]  # one a candidate

    @classmethod
    def of(cls, table: Table, shares: Mapping[str, float] | None = None) -> "Equations":
        effects = _shared_effects(table)
        cells = _cells(table.rows, effects)
        columns = np.column_stack([_design(table.rows, effects), _centred(table)])
        return cls(
            kinds=tuple(kind for kind, _ in effects),
            interviewers=len(table.interviewers),
            cells={kind: len(some) for kind, some in cells.items()},
            sums=_Sums.of(columns, columns, cells),
            blocks=tuple(_Block.of(rows, columns[at], effects, shares) for rows, at in _by_candidate(table)),
        )

    def solved(self, points: Sigmas) -> Solved:
        """The posterior at each of `points`, a batch after the other."""
        parts = [vars(self._solved(batch)) for batch in points.batches(self._size_of_a_batch())]
        return Solved(**{name: np.concatenate([part[name] for part in parts]) for name in parts[0]})

    def shared(self, points: Sigmas) -> Array:
        """(points, shared): the mean of μ - 3, of each ρ, of each β."""
        n = len(self.kinds)
        system = self._without_candidates(points, [block.halved(points)[0] for block in self.blocks])
        left = system[:, :n, :n] + _precision(self.kinds, points)[:, :, None] * np.eye(n)
        return np.linalg.solve(left, system[:, :n, n:])[:, :, 0].astype(np.float64)

    def _size_of_a_batch(self) -> int:
        shared = len(self.kinds)
        own = sum(len(block.kinds) for block in self.blocks)
        numbers = own * (shared + 2) + shared * (shared + 1 + len(self.blocks) + self.interviewers)
        return max(1, NUMBERS_IN_A_BATCH // numbers)

    def _solved(self, points: Sigmas) -> Solved:
        n, people = len(self.kinds), range(self.interviewers)
        halves, logs = zip(*(block.halved(points) for block in self.blocks), strict=True)
        system = self._without_candidates(points, halves)
        to_level = np.stack([(half[:, :, :-1] * half[:, :, -1:]).sum(axis=1) for half in halves], axis=2)
        levels, in_shared = to_level[:, n], -to_level[:, :n]
        in_shared[:, 0] += 1.0  # T = μ + …
        in_leniency = np.zeros((points.count, n, len(people)))
        in_leniency[:, np.add(people, 1), people] = 1.0
        precision = _precision(self.kinds, points)
        columns = np.concatenate([system[:, :n, n:], in_shared, in_leniency], axis=2)
        halved, log_left = _halved(system[:, :n, :n], precision, columns)
        ratings, loadings, leniency = np.split(halved, [1, 1 + len(self.blocks)], axis=2)
        fit = system[:, n, n] - (ratings**2).sum(axis=(1, 2))
        return Solved(
            log_likelihood=sum(logs) + log_left + self._log_weights(points) - 0.5 * fit,
            means=CENTRE + levels + (ratings * loadings).sum(axis=1),
            loadings=loadings.copy(),  # a view would keep all of `halved`
            own=np.stack([block.noise(points, half) for block, half in zip(self.blocks, halves, strict=True)], axis=1),
            leniency=(ratings * leniency).sum(axis=1),
            leniency_variance=(leniency**2).sum(axis=1),
        )

    def _without_candidates(self, points: Sigmas, halves: Sequence[Array]) -> Array:
        """(points, shared + 1, shared + 1): what is left once the candidates' own effects are eliminated."""
        known = np.concatenate([half[:, :, :-1] for half in halves], axis=1)
        left = self.sums.weighted(points)
        left -= known.transpose(0, 2, 1) @ known
        return left

    def _log_weights(self, points: Sigmas) -> Array:
        """Half the log determinant of W, the inverse covariance within the cells."""
        return sum((count * kind.log_weight(points) for kind, count in self.cells.items()), np.zeros(points.count))


@dataclass(frozen=True)
class _Block:
    """What is one candidate's own: θ, a halo for each interviewer, a profile value for each competency rated."""

    kinds: tuple[str, ...]
    sums: "_Sums"  # of what is their own, with itself and with what is shared and the ratings
    wanted: Array  # (own,): T = μ + wanted · own
    unseen: float  # Σ w² of competencies without a rating

    @classmethod
    def of(
        cls, rows: Sequence[Rating], columns: Array, shared: Sequence[Effect], shares: Mapping[str, float] | None
    ) -> "_Block":
        weights = shares or {}
        rated = sorted({row.competency for row in rows if row.competency}) if weights else []
        halos = sorted({row.interviewer for row in rows})
        effects = [("candidate", ""), *(("halo", one) for one in halos), *(("profile", one) for one in rated)]
        own = _design(rows, effects)
        return cls(
            kinds=tuple(kind for kind, _ in effects),
            sums=_Sums.of(own, np.column_stack([own, columns]), _cells(rows, shared)),
            wanted=np.array([1.0, *(0.0 for _ in halos), *(weights.get(one, 0.0) for one in rated)]),
            unseen=sum(weight**2 for one, weight in weights.items() if one not in rated),
        )

    def halved(self, points: Sigmas) -> tuple[Array, Array]:
        """(points, own, shared + 2): L⁻¹ of the columns of what is shared, of the ratings, of what is wanted.

        LL' are the equations of what is their own. And the log likelihood of what is eliminated with it.
        """
        m = len(self.kinds)
        weighted = self.sums.weighted(points)
        wanted = np.broadcast_to(self.wanted[:, None], (points.count, m, 1))
        columns = np.concatenate([weighted[:, :, m:], wanted], axis=2)
        return _halved(weighted[:, :, :m], _precision(self.kinds, points), columns)

    def noise(self, points: Sigmas, half: Array) -> Array:
        """The variance of T, once all that is shared is known."""
        seen: Array = (half[:, :, -1] ** 2).sum(axis=1)
        return seen + self.unseen * points.profile**2


class _Kind(NamedTuple):
    """Cells with so many ratings each, of items that several candidates were asked or one alone."""

    size: int
    shared: bool

    def shrinkage(self, points: Sigmas) -> Array:
        """Sherman and Morrison: W = I / σ_e² - shrinkage 11' in each cell."""
        residual, common = points.residual**2, self._common(points)
        return common / (residual * (residual + self.size * common))

    def log_weight(self, points: Sigmas) -> Array:
        """Half the log determinant of W in one cell."""
        residual = points.residual**2
        whole = np.log(residual + self.size * self._common(points))
        return -0.5 * ((self.size - 1) * np.log(residual) + whole)

    def _common(self, points: Sigmas) -> Array:
        """The variance that the ratings of a cell have in common."""
        return points.case**2 if self.shared else points.case**2 + points.item**2


@dataclass(frozen=True)
class _Sums:
    """X'Y for columns X and Y over ratings; and the same for their totals in each cell, by the kind of cell."""

    of_ratings: Array  # (X, Y)
    of_cells: Mapping[_Kind, Array]

    @classmethod
    def of(cls, x: Array, y: Array, cells: Mapping[_Kind, Sequence[Sequence[int]]]) -> "_Sums":
        totals = {kind: (x[np.array(some)].sum(axis=1), y[np.array(some)].sum(axis=1)) for kind, some in cells.items()}
        return cls(x.T @ y, {kind: of_x.T @ of_y for kind, (of_x, of_y) in totals.items()})

    def weighted(self, points: Sigmas) -> Array:
        """(points, X, Y): X'WY."""
        total: Array = points.residual[:, None, None] ** -2 * self.of_ratings
        for kind, products in self.of_cells.items():
            total -= kind.shrinkage(points)[:, None, None] * products
        return total


def _shared_effects(table: Table) -> list[Effect]:
    """μ first, then ρ of each interviewer, then β of each item that two candidates or more were asked."""
    asked: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        asked[row.item].add(row.candidate)
    items = (("item", one) for one in table.items if len(asked[one]) > 1)
    return [("centre", ""), *(("interviewer", one) for one in table.interviewers), *items]


def _by_candidate(table: Table) -> list[tuple[list[Rating], list[int]]]:
    """The ratings of each candidate, and where in the table they stand."""
    places: dict[str, list[int]] = {one: [] for one in table.candidates}
    for n, row in enumerate(table.rows):
        places[row.candidate].append(n)
    return [([table.rows[n] for n in at], at) for at in places.values()]


def _cells(rows: Sequence[Rating], shared: Sequence[Effect]) -> dict[_Kind, list[list[int]]]:
    """The places of the ratings in each cell, by its kind."""
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        cells[row.candidate, row.item].append(n)
    items = set(shared)
    by_kind: dict[_Kind, list[list[int]]] = defaultdict(list)
    for (_, item), places in cells.items():
        by_kind[_Kind(len(places), ("item", item) in items)].append(places)
    return by_kind


def _design(rows: Sequence[Rating], effects: Sequence[Effect]) -> Array:
    """(ratings, effects): 1 where an effect is part of a rating."""
    columns = {effect: n for n, effect in enumerate(effects)}
    design = np.zeros((len(rows), len(effects)))
    for n, row in enumerate(rows):
        design[n, [columns[effect] for effect in _effects(row) if effect in columns]] = 1.0
    return design


def _effects(row: Rating) -> tuple[Effect, ...]:
    """What a rating is made of, but for its cell and the residual."""
    candidates = ("candidate", ""), ("halo", row.interviewer), ("profile", row.competency)
    return ("centre", ""), ("interviewer", row.interviewer), ("item", row.item), *candidates


def _centred(table: Table) -> Array:
    """(ratings,): on the scale from 1 to 5, less its middle."""
    return (np.array([row.value for row in table.rows]) - table.scale.middle) / table.scale.stretch


def _precision(kinds: Sequence[str], points: Sigmas) -> Array:
    """(points, kinds): 1 / σ²."""
    centre = np.full(points.count, SPREAD_OF_CENTRE)
    sigmas = np.stack([centre if kind == "centre" else getattr(points, kind) for kind in kinds], axis=1)
    return sigmas**-2


def _halved(left: Array, precision: Array, columns: Array) -> tuple[Array, Array]:
    """L⁻¹ of `columns`, where LL' = `left` + diag `precision`; and ½ log |precision| - ½ log |LL'|."""
    root = np.linalg.cholesky(left + precision[:, :, None] * np.eye(left.shape[1]))
    log_left = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    return np.linalg.solve(root, columns), 0.5 * np.log(precision).sum(axis=1) - log_left
