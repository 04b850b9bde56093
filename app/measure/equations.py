"""The mixed-model equations of the additive model, at given standard deviations (Henderson 1975).

Given μ, ρ and β the candidates are independent. So the effects of each candidate are eliminated in a small block of
their own, and one small system for what the candidates share is left. Everything is done for all points at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.measure.points import Array, Sigmas
from app.measure.table import Rating, Scale, Table

CENTRE, SPREAD_OF_CENTRE = 3.0, 1.0


@dataclass(frozen=True)
class Solved:
    """The normal posterior at each point, in points of the scale from 1 to 5.

    T_c = `gains`[:, :, c] · border + own noise of variance `own`[:, c]; `border` (μ, ρ, β) has covariance `shared`.
    """

    log_likelihood: Array  # (points,)
    means: Array  # (points, candidates)
    gains: Array  # (points, border, candidates)
    own: Array  # (points, candidates)
    border: Array  # (points, border)
    shared: Array  # (points, border, border)

    def difference(self, a: int, b: int) -> tuple[Array, Array]:
        """Mean and variance of T_a - T_b at each point."""
        gap = self.gains[:, :, a] - self.gains[:, :, b]
        common = np.einsum("qi,qij,qj->q", gap, self.shared, gap)
        return self.means[:, a] - self.means[:, b], common + self.own[:, a] + self.own[:, b]

    def severity(self, interviewer: int) -> tuple[Array, Array]:
        """Mean and variance of ρ at each point."""
        at = 1 + interviewer
        return self.border[:, at], self.shared[:, at, at]


def solve(table: Table, points: Sigmas, shares: Mapping[str, float] | None = None) -> Solved:
    """The posterior at each of `points`, by elimination of one candidate after the other."""
    border = _Border.of(table, points)
    of_candidate: dict[str, list[Rating]] = defaultdict(list)
    for row in table.rows:
        of_candidate[row.candidate].append(row)
    blocks = [_Block.of(of_candidate[label], table.scale, border, points, shares) for label in table.candidates]
    return border.solved(blocks)


class _Border:
    """The equations of what all candidates share: μ first, then ρ of each interviewer, then β of each item."""

    def __init__(self, columns: Mapping[tuple[str, str], int], precision: Array) -> None:
        self.columns = columns
        self.precision = precision  # (points, border): of the priors
        points, size = precision.shape
        self.left = np.zeros((points, size, size))
        self.right = np.zeros((points, size))
        self.log_likelihood = 0.5 * np.log(precision).sum(axis=1)
        at = np.arange(size)
        self.left[:, at, at] = precision

    @classmethod
    def of(cls, table: Table, points: Sigmas) -> "_Border":
        labels = [("", ""), *(("r", one) for one in table.interviewers), *(("i", one) for one in table.items)]
        spreads = {"": np.full(points.count, SPREAD_OF_CENTRE), "r": points.interviewer, "i": points.item}
        precision = np.stack([spreads[kind] ** -2 for kind, _ in labels], axis=1)
        return cls({label: n for n, label in enumerate(labels)}, precision)

    def take(self, at: Sequence[int], left: Array, right: Array, log_likelihood: Array) -> None:
        """Add what one candidate says about the columns `at`."""
        self.left[:, np.asarray(at)[:, None], np.asarray(at)] += left
        self.right[:, at] += right
        self.log_likelihood += log_likelihood

    def solved(self, blocks: Sequence["_Block"]) -> Solved:
        shared = np.linalg.inv(self.left).astype(np.float64)
        border = np.einsum("qij,qj->qi", shared, self.right)
        log_determinant = np.linalg.slogdet(self.left)[1]
        fit = np.einsum("qi,qi->q", self.right, border)
        gains = np.stack([block.gain for block in blocks], axis=2)
        levels = np.stack([block.level for block in blocks], axis=1)
        return Solved(
            log_likelihood=self.log_likelihood - 0.5 * log_determinant + 0.5 * fit,
            means=CENTRE + levels + np.einsum("qi,qic->qc", border, gains),
            gains=gains,
            own=np.stack([block.variance for block in blocks], axis=1),
            border=border,
            shared=shared,
        )


@dataclass(frozen=True)
class _Block:
    """One candidate, eliminated: T_c = `gain` · border + `level`, with a variance of its own."""

    gain: Array  # (points, border)
    level: Array  # (points,)
    variance: Array  # (points,)

    @classmethod
    def of(
        cls,
        rows: Sequence[Rating],
        scale: Scale,
        border: _Border,
        points: Sigmas,
        shares: Mapping[str, float] | None,
    ) -> "_Block":
        own = _own_columns(rows, shares)
        at = sorted({border.columns[key] for row in rows for key in _keys(row)})
        equations = _equations(_design(rows, scale, own, border, at), rows, points)
        m, b = len(own), len(at)
        spreads = {"": points.candidate, "r": points.halo, "k": points.profile}
        precision = np.stack([spreads[kind] ** -2 for kind, _ in own], axis=1)
        left = equations[:, :m, :m]
        left[:, np.arange(m), np.arange(m)] += precision
        wanted = np.array([1.0 if not kind else (shares or {}).get(label, 0.0) * (kind == "k") for kind, label in own])
        rest = np.concatenate([equations[:, :m, m:], np.broadcast_to(wanted[:, None], (points.count, m, 1))], axis=2)
        eliminated = np.linalg.solve(left, rest)  # for the border's columns, for y, and for what is wanted
        to_border, to_y, to_wanted = eliminated[:, :, :b], eliminated[:, :, b], eliminated[:, :, b + 1]
        coupling, y = equations[:, :m, m : m + b], equations[:, :m, m + b]
        border.take(
            at,
            equations[:, m : m + b, m : m + b] - np.einsum("qmi,qmj->qij", coupling, to_border),
            equations[:, m : m + b, m + b] - np.einsum("qmi,qm->qi", coupling, to_y),
            0.5 * np.log(precision).sum(axis=1)
            - 0.5 * np.linalg.slogdet(left)[1]
            - 0.5 * (equations[:, m + b, m + b] - np.einsum("qm,qm->q", y, to_y))
            + _log_weights(rows, points),
        )
        gain = np.zeros((points.count, len(border.columns)))
        gain[:, at] = -np.einsum("qmi,qm->qi", coupling, to_wanted)
        gain[:, 0] += 1.0
        unseen = sum(share**2 for key, share in (shares or {}).items() if ("k", key) not in own)
        variance = to_wanted @ wanted + unseen * points.profile**2
        return cls(gain, to_y @ wanted, variance)


def _keys(row: Rating) -> tuple[tuple[str, str], ...]:
    return ("", ""), ("r", row.interviewer), ("i", row.item)


def _own_columns(rows: Sequence[Rating], shares: Mapping[str, float] | None) -> dict[tuple[str, str], int]:
    """θ, the halo of each interviewer, and the profile of each competency that this candidate was rated in."""
    halos = sorted({("r", row.interviewer) for row in rows})
    profile = sorted({("k", row.competency) for row in rows if row.competency in (shares or {})})
    return {key: n for n, key in enumerate([("", ""), *halos, *profile])}


def _design(
    rows: Sequence[Rating], scale: Scale, own: Mapping[tuple[str, str], int], border: _Border, at: Sequence[int]
) -> Array:
    """(ratings, own + border + 1): which effects make up each rating, and the rating, centred, in the last column."""
    place = {column: len(own) + n for n, column in enumerate(at)}
    design = np.zeros((len(rows), len(own) + len(at) + 1))
    for n, row in enumerate(rows):
        for key in (("", ""), ("r", row.interviewer), ("k", row.competency)):
            if key in own:
                design[n, own[key]] = 1.0
        for key in _keys(row):
            design[n, place[border.columns[key]]] = 1.0
        design[n, -1] = (row.value - scale.middle) / scale.stretch
    return design


def _cells(rows: Sequence[Rating]) -> list[list[int]]:
    """Rows of the same item: they share candidate x item, which is eliminated cell by cell."""
    cells: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        cells[row.item].append(n)
    return list(cells.values())


def _equations(design: Array, rows: Sequence[Rating], points: Sigmas) -> Array:
    """Z'WZ at each point, W the inverse covariance of residual and candidate x item: by Sherman and Morrison, in a
    cell of n ratings, (I - σ² / (σ_e² + n σ²) 11') / σ_e²."""
    inverse = points.residual**-2
    total = inverse[:, None, None] * (design.T @ design)
    by_size: dict[int, Array] = defaultdict(lambda: np.zeros((design.shape[1], design.shape[1])))
    for cell in _cells(rows):
        summed = design[cell].sum(axis=0)
        by_size[len(cell)] += np.outer(summed, summed)
    for size, summed in by_size.items():
        shrink = inverse * points.case**2 / (points.residual**2 + size * points.case**2)
        total -= shrink[:, None, None] * summed
    return total


def _log_weights(rows: Sequence[Rating], points: Sigmas) -> Array:
    """Half the log determinant of W, without the constant."""
    residual = points.residual**2
    total = np.zeros(points.count)
    for cell in _cells(rows):
        total -= 0.5 * ((len(cell) - 1) * np.log(residual) + np.log(residual + len(cell) * points.case**2))
    return total
