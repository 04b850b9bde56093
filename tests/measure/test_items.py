"""Which questions separate: by hand, the gates, the advice, what must not matter."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure.equations import shared_effects, solve
from app.measure.items import ItemFigure, item_figures
from app.measure.points import DIMENSIONS, Sigmas
from app.measure.table import Rating, Scale, Table
from tests.measure.tables import full, small

MEDIANS = Sigmas.at(np.zeros((1, DIMENSIONS)))


def one_interviewer(**values: str) -> Table:
    """For each item the ratings of candidates c00, c01, … by one interviewer; a dot is missing."""
    return Table.of(
        Rating(f"c{n:02}", "a", item, float(value))
        for item, ratings in values.items()
        for n, value in enumerate(ratings)
        if value != "."
    )


def figure(table: Table, item: str) -> ItemFigure:
    return next(found for found in item_figures(table) if found.item == item)


# ---- by hand


def test_correlation_with_the_rest_by_hand() -> None:
    """With one interviewer and items that all are asked, adjusting moves everybody alike: the plain correlation."""
    found = figure(one_interviewer(p="12345", q="12335", r="22355"), "p")
    expected = float(np.corrcoef([1, 2, 3, 4, 5], [1.5, 2, 3, 4, 5])[0, 1])
    assert (found.n, found.item_rest) == (5, pytest.approx(expected))
    assert found.low == pytest.approx(np.tanh(np.arctanh(expected) - 1.644854 / np.sqrt(2)))
    assert found.high == pytest.approx(np.tanh(np.arctanh(expected) + 1.644854 / np.sqrt(2)))


def test_the_item_itself_is_not_part_of_the_rest() -> None:
    """With itself, p would agree with a rest that says nothing about it."""
    assert figure(one_interviewer(p="1155", q="2424"), "p").item_rest == pytest.approx(0)


def test_only_candidates_with_something_else_count() -> None:
    table = one_interviewer(p="12345.", q="1234..", r=".....4")
    assert [(found.item, found.n) for found in item_figures(table)] == [("p", 4), ("q", 4), ("r", 0)]


def test_items_come_by_name() -> None:
    assert [found.item for found in item_figures(full(3, 2, 5))] == ["i000", "i001", "i002", "i003", "i004"]


def test_a_table_without_a_rating_has_no_items() -> None:
    assert item_figures(Table(())) == ()


# ---- adjusted for interviewers and items


def test_a_harsh_interviewer_makes_no_item_separate() -> None:
    """Two interviewers two points apart, with candidates of their own: unadjusted, everything would go together."""
    random = np.random.default_rng(5)
    rows = [
        Rating(f"c{c:02}", f"r{c % 2}", f"i{i}", float(2 * (c % 2) + random.integers(1, 4)))
        for c in range(60)
        for i in range(4)
    ]
    plain = np.array([[row.value for row in rows if row.item == f"i{i}"] for i in range(4)])
    assert np.corrcoef(plain[0], plain[1:].mean(axis=0))[0, 1] > 0.6
    assert all(abs(found.item_rest or 0) < 0.35 for found in item_figures(Table.of(rows)))


def test_effects_agree_with_plain_matrices() -> None:
    """σ² Z' V⁻¹ (y - 3), V being the covariance of all ratings."""
    table = Table.of(row for n, row in enumerate(full(4, 3, 5).rows) if n % 4)
    rows, found = table.rows, shared_effects(table, MEDIANS)
    labels: dict[str, Callable[[Rating], object]] = {
        "candidate": lambda row: row.candidate,
        "interviewer": lambda row: row.interviewer,
        "item": lambda row: row.item,
        "case": lambda row: (row.candidate, row.item),
        "halo": lambda row: (row.candidate, row.interviewer),
    }
    variances = {kind: float(getattr(MEDIANS, kind)[0] ** 2) for kind in (*labels, "residual")}
    same = {kind: np.array([[float(of(a) == of(b)) for b in rows] for a in rows]) for kind, of in labels.items()}
    v = 1 + variances["residual"] * np.eye(len(rows)) + sum(variances[kind] * same[kind] for kind in labels)
    solved = np.linalg.solve(v, np.array([row.value for row in rows]) - 3)
    assert {effect: float(mean[0]) for effect, mean in found.items()} == pytest.approx(
        {("centre", ""): solved.sum()}
        | {
            (kind, one): variances[kind] * sum(solved[n] for n, row in enumerate(rows) if labels[kind](row) == one)
            for kind, all_ in (("interviewer", table.interviewers), ("item", table.items))
            for one in all_
        }
    )


def test_leniency_is_the_models() -> None:
    table = full(3, 4, 2)
    found = shared_effects(table, MEDIANS)
    assert [found["interviewer", one][0] for one in table.interviewers] == pytest.approx(
        solve(table, MEDIANS).leniency[0]
    )


def test_an_item_of_one_candidate_has_no_effect_of_its_own() -> None:
    table = one_interviewer(p="12", q=".3")
    assert sorted(shared_effects(table, MEDIANS)) == [("centre", ""), ("interviewer", "a"), ("item", "p")]


# ---- not defined


@pytest.mark.parametrize(
    ("values", "defined"),
    [
        ({"p": "12", "q": "13"}, (False, False)),
        ({"p": "124", "q": "131"}, (True, False)),
        ({"p": "1243", "q": "1315"}, (True, True)),
        ({"p": "3333", "q": "1315"}, (False, False)),
        ({"p": "1315", "q": "3333"}, (False, False)),
    ],
    ids=["two always lie on a line", "three have no interval", "four", "nobody differs", "nobody differs elsewhere"],
)
def test_correlation_and_interval_are_defined(values: dict[str, str], defined: tuple[bool, bool]) -> None:
    found = figure(one_interviewer(**values), "p")
    assert (found.item_rest is not None, found.low is not None) == defined
    assert (found.low is None) == (found.high is None) == (found.shrunk is None)


def test_perfect_correlation_has_an_interval_of_one() -> None:
    found = figure(one_interviewer(p="12345", q="12345"), "p")
    assert (found.item_rest, found.low, found.high) == pytest.approx((1, 1, 1), abs=1e-6)


# ---- drawn to the mean


def test_shrunk_lies_between_the_item_and_the_mean_of_all() -> None:
    """z = (z (n - 3) + mean / .15²) / (n - 3 + 1 / .15²), with items of the same n counting alike in the mean."""
    found = item_figures(full(20, 2, 6))
    z = np.arctanh([one.item_rest for one in found])
    expected = np.tanh((z * 17 + z.mean() / 0.15**2) / (17 + 1 / 0.15**2))
    assert [one.shrunk for one in found] == pytest.approx(list(expected))


def test_few_candidates_are_drawn_further() -> None:
    """p and q: perfect opposites over 5; all the others over 40."""
    random = np.random.default_rng(1)
    levels = random.normal(3, 1, 40)
    many = {
        f"i{n}": "".join(
            str(int(np.clip(round(x + e), 1, 5))) for x, e in zip(levels, random.normal(0, 0.7, 40), strict=True)
        )
        for n in range(6)
    }
    few = "".join(str(6 - int(value)) for value in many["i0"][:5])
    found = {one.item: one for one in item_figures(one_interviewer(**many, few=few))}
    assert found["few"].item_rest is not None
    assert found["few"].shrunk is not None
    assert found["few"].item_rest < 0 < found["few"].shrunk
    assert abs((found["i0"].shrunk or 0) - (found["i0"].item_rest or 0)) < 0.1


# ---- the ends of the scale


def test_shares_of_the_ends_are_shares_of_ratings() -> None:
    rows = [
        *one_interviewer(p="11122255", q="12345123").rows,
        Rating("c00", "b", "p", 5.0),
        Rating("c01", "b", "p", 4.0),
    ]
    found = figure(Table.of(rows), "p")
    assert (found.n, found.floor, found.ceiling) == (8, 3 / 10, 3 / 10)


def test_ends_are_the_scales_own() -> None:
    rows = one_interviewer(p="15555555", q="12345123").rows
    found = figure(Table.of(rows, Scale(1, 9)), "p")
    assert (found.floor, found.ceiling) == (1 / 8, 0)


def test_ends_wait_for_eight_candidates() -> None:
    found = figure(one_interviewer(p="1112225", q="1234512"), "p")
    assert (found.n, found.floor, found.ceiling) == (7, None, None)


# ---- gates and advice


@pytest.mark.parametrize(("n", "shown"), [(0, False), (9, False), (10, True), (100, True)])
def test_nothing_is_shown_below_ten(n: int, shown: bool) -> None:
    assert ItemFigure("p", n, 0.5).shown == shown


@pytest.mark.parametrize(
    ("n", "item_rest", "shrunk", "advice"),
    [
        (9, 0.9, (0.3, 0.6), ""),
        (10, 0.1, (0.3, 0.6), "agrees with the rest"),
        (29, -0.1, (0.3, 0.6), "goes against the rest"),
        (10, 0.09, (0.3, 0.6), "no clear direction"),
        (29, None, (None, None), ""),
        (30, 0.9, (0.3, 0.6), ""),
        (99, -0.9, (-0.6, -0.3), ""),
        (100, 0.9, (0.01, 0.6), "keep"),
        (100, 0.1, (0.0, 0.2), "undecided"),
        (100, 0.1, (0.01, 0.19), "retire"),
        (100, -0.1, (-0.3, 0.19), "retire"),
        (100, None, (None, None), ""),
    ],
)
def test_advice(n: int, item_rest: float | None, shrunk: tuple[float | None, float | None], advice: str) -> None:
    assert ItemFigure("p", n, item_rest, shrunk_low=shrunk[0], shrunk_high=shrunk[1]).advice == advice


def test_advice_on_a_hundred_candidates() -> None:
    """Four items that follow the candidate's level, one by the throw of a die, one the wrong way round."""
    random = np.random.default_rng(7)
    level = random.normal(0, 1, 120)
    rows = [
        Rating(f"c{c:03}", "a", f"i{i}", float(np.clip(round(3 + sign * level[c] + random.normal(0, 0.7)), 1, 5)))
        for c in range(120)
        for i, sign in enumerate((1, 1, 1, 1, 0, -1))
    ]
    assert [found.advice for found in item_figures(Table.of(rows))] == ["keep"] * 4 + ["undecided", "retire"]


# ---- what must not matter

FEW = settings(max_examples=40, deadline=None)


def mirrored(label: str) -> str:
    """Another name, and all names in another order."""
    return chr(200 - ord(label))


def without_names(found: ItemFigure) -> list[float | None]:
    return [value for name, value in vars(found).items() if name != "item"]


def nearly(found: ItemFigure) -> list[object]:
    return [value and pytest.approx(value, abs=1e-6) for value in without_names(found)]


@FEW
@given(small())
def test_names_do_not_matter(ratings: Table) -> None:
    renamed = Table.of(Rating(*map(mirrored, row[:3]), row.value) for row in ratings.rows)
    assert {found.item: without_names(found) for found in item_figures(renamed)} == {
        mirrored(found.item): nearly(found) for found in item_figures(ratings)
    }


@FEW
@given(small(), st.randoms())
def test_the_order_of_rows_does_not_matter(ratings: Table, random: Random) -> None:
    rows = list(ratings.rows)
    random.shuffle(rows)
    shuffled = item_figures(Table(tuple(rows)))
    assert list(map(without_names, shuffled)) == list(map(nearly, item_figures(ratings)))


@FEW
@given(small())
def test_the_points_of_the_scale_do_not_matter(ratings: Table) -> None:
    finer = Table.of((row._replace(value=2 * row.value - 1) for row in ratings.rows), Scale(1, 9))
    assert list(map(without_names, item_figures(finer))) == list(map(nearly, item_figures(ratings)))


@FEW
@given(small())
def test_bounds(ratings: Table) -> None:
    for found in item_figures(ratings):
        assert 0 <= found.n <= len(ratings.candidates)
        if found.low is not None and found.high is not None and found.item_rest is not None:
            assert -1 <= found.low <= found.item_rest + 1e-6
            assert found.item_rest - 1e-6 <= found.high <= 1


def test_figures_are_worked_out_once_for_the_same_ratings() -> None:
    assert item_figures(full(4, 2, 3)) is item_figures(full(4, 2, 3))
