"""The model against the design's figures, against plain matrices, and against what must not matter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure import equations
from app.measure.equations import solve
from app.measure.model import Posterior, posterior
from app.measure.points import DIMENSIONS, Array, Sigmas
from app.measure.table import Rating, Scale, Table
from tests.measure.tables import GOLDEN, full, patchy, small

SHARES = {"CAN": 0.5, "PUR": 0.3, "SHI": 0.2}
FEW = settings(max_examples=25, deadline=None)

# ---- the design's figures


@pytest.mark.parametrize(("candidate", "mean"), [("A", 3.5988), ("B", 3.1117), ("C", 3.5213)])
def test_golden_means(candidate: str, mean: float) -> None:
    assert posterior(GOLDEN).mean(candidate) == pytest.approx(mean, abs=0.005)


@pytest.mark.parametrize(
    ("a", "b", "figures"),
    [
        ("A", "B", (0.4871, -0.2610, 1.2695, 0.8578)),
        ("A", "C", (0.0776, -0.6718, 0.8146, 0.5759)),
        ("B", "C", (-0.4095, -1.1782, 0.3077, 0.1759)),
    ],
)
def test_golden_differences(a: str, b: str, figures: tuple[float, ...]) -> None:
    assert figures_of(posterior(GOLDEN), a, b) == pytest.approx(figures, abs=0.005)


# ---- plain matrices


@dataclass(frozen=True)
class Dense:
    """The model as the design writes it, on the matrix V of all ratings, at one set of standard deviations."""

    log_likelihood: float
    means: Array  # (candidates,)
    covariance: Array  # (candidates, candidates)
    leniency: Array  # (interviewers,)
    leniency_variance: Array  # (interviewers,)


def dense(table: Table, sigma: Mapping[str, float], shares: Mapping[str, float] | None) -> Dense:
    """V = Σ σ² Z Z' + σ_e² I + 11'; means 3 + B' V⁻¹ (y - 3), covariances prior - B' V⁻¹ B."""
    rows, y = table.rows, np.array([row.value for row in table.rows]) - 3
    to_level = np.array([[float(row.candidate == one) for one in table.candidates] for row in rows])
    to_interviewer = np.array([[float(row.interviewer == one) for one in table.interviewers] for row in rows])
    weight = np.array([(shares or {}).get(row.competency, 0.0) for row in rows])
    v = 1 + sigma["residual"] ** 2 * np.eye(len(rows))
    for kind, label in LABELS.items():
        if kind != "profile" or shares:
            v += sigma[kind] ** 2 * same(rows, label)
    squares = sum(share**2 for share in (shares or {}).values())
    prior = 1 + (sigma["candidate"] ** 2 + sigma["profile"] ** 2 * squares) * np.eye(len(table.candidates))
    b = 1 + (sigma["candidate"] ** 2 + sigma["profile"] ** 2 * weight[:, None]) * to_level
    b_interviewer = sigma["interviewer"] ** 2 * to_interviewer
    inverse = np.linalg.inv(v)
    return Dense(
        log_likelihood=-0.5 * (y @ inverse @ y + np.linalg.slogdet(v)[1]),
        means=3 + b.T @ inverse @ y,
        covariance=prior - b.T @ inverse @ b,
        leniency=b_interviewer.T @ inverse @ y,
        leniency_variance=sigma["interviewer"] ** 2 - np.diag(b_interviewer.T @ inverse @ b_interviewer),
    )


LABELS: dict[str, Callable[[Rating], object]] = {
    "candidate": lambda row: row.candidate,
    "interviewer": lambda row: row.interviewer,
    "item": lambda row: row.item,
    "case": lambda row: (row.candidate, row.item),
    "halo": lambda row: (row.candidate, row.interviewer),
    "profile": lambda row: (row.candidate, row.competency) if row.competency else None,
}


def same(rows: tuple[Rating, ...], label: Callable[[Rating], object]) -> Array:
    """(ratings, ratings): 1 where two ratings share an effect; None is none."""
    labels = [label(row) for row in rows]
    return np.array([[float(one is not None and one == other) for other in labels] for one in labels])


@pytest.mark.parametrize("shares", [None, SHARES, {"PUR": 0.6, "never rated": 0.4}], ids=["plain", "profile", "partly"])
@pytest.mark.parametrize(
    "table",
    [GOLDEN, full(3, 2, 4), *(patchy(seed) for seed in range(4)), Table.of(full(2, 2, 2).rows[:1])],
    ids=["golden", "full", *(f"patchy {seed}" for seed in range(4)), "one rating"],
)
def test_equations_agree_with_plain_matrices(table: Table, shares: dict[str, float] | None) -> None:
    z = np.random.default_rng(len(table.rows)).standard_normal((5, DIMENSIONS))
    solved = solve(table, Sigmas.at(z), shares)
    expected = [dense(table, sigma, shares) for sigma in each(Sigmas.at(z))]
    likelihoods = np.array([one.log_likelihood for one in expected])
    assert np.ptp(solved.log_likelihood - likelihoods) == pytest.approx(0, abs=1e-9)  # but for a constant
    assert solved.means == pytest.approx(np.array([one.means for one in expected]), abs=1e-9)
    assert solved.leniency == pytest.approx(np.array([one.leniency for one in expected]), abs=1e-9)
    assert solved.leniency_variance == pytest.approx(np.array([one.leniency_variance for one in expected]), abs=1e-9)
    assert covariances(solved) == pytest.approx(np.array([one.covariance for one in expected]), abs=1e-9)


def each(points: Sigmas) -> list[dict[str, float]]:
    return [{kind: float(values[n]) for kind, values in vars(points).items()} for n in range(points.count)]


def covariances(solved: equations.Solved) -> Array:
    common = solved.loadings.transpose(0, 2, 1) @ solved.loadings
    return common + solved.own[:, :, None] * np.eye(solved.own.shape[1])


def test_variances_of_differences_come_from_the_covariances() -> None:
    solved = solve(GOLDEN, Sigmas.at(np.zeros((1, DIMENSIONS))))
    (whole,) = covariances(solved)
    mean, variance = solved.difference(0, 2)
    assert variance[0] == pytest.approx(whole[0, 0] + whole[2, 2] - 2 * whole[0, 2])
    assert mean[0] == pytest.approx(solved.means[0, 0] - solved.means[0, 2])


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    points = Sigmas.at(np.random.default_rng(1).standard_normal((7, DIMENSIONS)))
    at_once = solve(GOLDEN, points)
    monkeypatch.setattr(equations, "NUMBERS_IN_A_BATCH", 1)
    one_by_one = solve(GOLDEN, points)
    for name, values in vars(at_once).items():
        assert getattr(one_by_one, name) == pytest.approx(values, abs=1e-12)


# ---- the integration over standard deviations


@pytest.mark.parametrize("table", [GOLDEN, full(2, 2, 4), full(4, 3, 8), full(3, 1, 4), patchy(1)])
def test_figures_agree_with_those_at_many_more_points(table: Table) -> None:
    a, *_, b = table.candidates
    reference = posterior(table, points=65536)
    assert figures_of(posterior(table), a, b) == pytest.approx(figures_of(reference, a, b), abs=0.005)


def figures_of(found: Posterior, a: str, b: str) -> tuple[float, ...]:
    difference = found.difference(a, b)
    return difference.mean, *difference.interval, difference.above_zero


EXTREME = {
    "one rating": full(1, 1, 1),
    "one candidate": full(1, 3, 8),
    "one interviewer": full(4, 1, 8),
    "one item": full(4, 3, 1),
    "an interviewer with 300 ratings": full(25, 1, 12),
    "1,500 ratings": full(25, 5, 12),
    "150 items": full(4, 1, 150),
    "everybody asked something else": Table.of(
        row._replace(item=f"{row.item} {row.candidate} {row.interviewer}") for row in full(4, 3, 25).rows
    ),
    "all the same": Table.of(row._replace(value=3) for row in full(4, 3, 8).rows),
    "all at the top": Table.of(row._replace(value=5) for row in full(6, 4, 8).rows),
    "nothing but 1 and 5": Table.of(row._replace(value=1 if row.value < 3 else 5) for row in full(4, 3, 8).rows),
    "one candidate at the top, all else at the bottom": Table.of(
        row._replace(value=5 if row.candidate == "c00" else 1) for row in full(4, 3, 8).rows
    ),
    "one interviewer at the top, all else at the bottom": Table.of(
        row._replace(value=5 if row.interviewer == "r00" else 1) for row in full(4, 3, 8).rows
    ),
}


@pytest.mark.parametrize("name", EXTREME)
def test_enough_points_have_a_say_whatever_the_ratings_are(name: str) -> None:
    found = posterior(EXTREME[name])
    assert found.effective_points > 200
    assert np.isfinite(found.solved.means).all()


@pytest.mark.parametrize(
    "name", ["all the same", "all at the top", "one interviewer at the top, all else at the bottom"]
)
def test_candidates_with_the_same_ratings_do_not_differ(name: str) -> None:
    a, *_, b = EXTREME[name].candidates
    difference = posterior(EXTREME[name]).difference(a, b)
    assert (difference.mean, difference.above_zero) == pytest.approx((0, 0.5), abs=1e-6)


def test_a_candidate_who_is_better_in_everything_is_known_to_be() -> None:
    difference = posterior(EXTREME["one candidate at the top, all else at the bottom"]).difference("c00", "c01")
    assert difference.above_zero > 0.9999


def test_a_table_without_a_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="without a rating"):
        posterior(Table(()))


# ---- what must not matter


@FEW
@given(small(), st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(table: Table, random: Random) -> None:
    called = {
        kind: dict(zip(names, random.sample("PQRSTUVW", len(names)), strict=True))
        for kind, names in names_of(table).items()
    }
    rows = [
        Rating(
            called["candidate"][row.candidate],
            called["interviewer"][row.interviewer],
            called["item"][row.item],
            row.value,
        )
        for row in table.rows
    ]
    one, other = posterior(table), posterior(Table.of(rows))
    for candidate, name in called["candidate"].items():
        assert other.mean(name) == pytest.approx(one.mean(candidate), abs=1e-9)
    for interviewer, name in called["interviewer"].items():
        assert other.severity(name).interval == pytest.approx(one.severity(interviewer).interval, abs=1e-8)
    for a, b in combinations(called["candidate"], 2):
        again = figures_of(other, called["candidate"][a], called["candidate"][b])
        assert again == pytest.approx(figures_of(one, a, b), abs=1e-8)


def names_of(table: Table) -> dict[str, tuple[str, ...]]:
    return {"candidate": table.candidates, "interviewer": table.interviewers, "item": table.items}


@FEW
@given(small())
def test_a_difference_turned_round_is_its_negative(table: Table) -> None:
    found = posterior(table)
    for a, b in combinations(table.candidates, 2):
        mean, low, high, p = figures_of(found, a, b)
        assert figures_of(found, b, a) == pytest.approx((-mean, -high, -low, 1 - p), abs=1e-8)


@FEW
@given(small())
def test_a_scale_from_1_to_9_gives_twice_the_figures(table: Table) -> None:
    rows = [row._replace(value=1 + 2 * (row.value - 1)) for row in table.rows]
    short, long = posterior(table), posterior(Table.of(rows, Scale(1, 9)))
    for candidate in table.candidates:
        assert long.mean(candidate) - 5 == pytest.approx(2 * (short.mean(candidate) - 3), abs=1e-9)
    for a, b in combinations(table.candidates, 2):
        *points, p = figures_of(short, a, b)
        assert figures_of(long, a, b) == pytest.approx((*(2 * one for one in points), p), abs=1e-8)


@FEW
@given(st.integers(0, 99), st.sampled_from(["r00", "r01", "r02"]), st.integers(-1, 1))
def test_a_severe_interviewer_of_everybody_hardly_moves_a_difference(seed: int, who: str, points: int) -> None:
    """Plain means move by a third of the points; the model's differences by next to nothing."""
    table = Table.of(row._replace(value=2 + row.value % 3) for row in full(4, 3, 6, seed).rows)  # 2 to 4
    moved = Table.of(row._replace(value=row.value + points * (row.interviewer == who)) for row in table.rows)
    before, after = posterior(table), posterior(moved)
    for candidate in table.candidates:
        assert plain(moved, candidate) - plain(table, candidate) == pytest.approx(points / 3)
    for a, b in combinations(table.candidates, 2):
        assert after.difference(a, b).mean == pytest.approx(before.difference(a, b).mean, abs=0.02)


def plain(table: Table, candidate: str) -> float:
    return float(np.mean([row.value for row in table.rows if row.candidate == candidate]))


def test_a_severe_interviewer_is_known_by_the_sign() -> None:
    found = posterior(GOLDEN)
    hawk, middle, dove = (found.severity(who).mean for who in ("r0", "r1", "r2"))
    assert hawk > middle > dove
