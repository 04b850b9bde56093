"""The arithmetic that everybody can check by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measure import headline, panels

ratings = st.lists(st.integers(1, 5), min_size=1, max_size=40)
shares = st.lists(st.integers(1, 100), min_size=1, max_size=8)


@given(ratings)
def test_mean_lies_between_its_ratings(values: list[int]) -> None:
    mean = headline.mean(values)
    assert mean is not None
    assert min(values) <= mean <= max(values)


@given(ratings)
def test_mean_agrees_with_exact_arithmetic(values: list[int]) -> None:
    assert headline.mean(values) == pytest.approx(float(Fraction(sum(values), len(values))))


def test_mean_of_nothing_is_nothing() -> None:
    assert headline.mean([]) is None


@given(ratings)
def test_split_means_two_points_or_more_apart(values: list[int]) -> None:
    assert headline.is_split(values) == any(abs(one - other) >= 2 for one in values for other in values)


def test_no_ratings_are_not_split() -> None:
    assert not headline.is_split([])


@given(st.data(), shares)
def test_composite_agrees_with_exact_arithmetic(data: st.DataObject, weights: list[int]) -> None:
    means = [data.draw(st.integers(1, 5)) for _ in weights]
    exact = Fraction(sum(w * m for w, m in zip(weights, means, strict=True)), sum(weights))
    named = {str(n): float(mean) for n, mean in enumerate(means)}
    composite = headline.composite(named, {str(n): weight for n, weight in enumerate(weights)})
    assert composite == pytest.approx(float(exact))


@given(st.integers(1, 5), shares)
def test_composite_of_equal_means_is_that_mean(value: int, weights: list[int]) -> None:
    named = {str(n): weight for n, weight in enumerate(weights)}
    assert headline.composite(dict.fromkeys(named, float(value)), named) == pytest.approx(value)


@given(shares, st.data())
def test_composite_is_missing_as_soon_as_one_mean_is(weights: list[int], data: st.DataObject) -> None:
    named = {str(n): weight for n, weight in enumerate(weights)}
    means: dict[str, float | None] = dict.fromkeys(named, 3.0)
    means[data.draw(st.sampled_from(sorted(named)))] = None
    assert headline.composite(means, named) is None


def test_composite_ignores_a_competency_without_a_weight() -> None:
    assert headline.composite({"PUR": 4.0, "CAN": 1.0}, {"PUR": 100}) == 4.0


def test_composite_without_weights_is_missing() -> None:
    assert headline.composite({}, {}) is None


met = st.dictionaries(st.integers(0, 12), st.frozensets(st.integers(0, 6), max_size=3), max_size=10)


@given(met)
def test_groups_are_a_partition_of_the_candidates_with_an_interviewer(panels_: dict[int, frozenset[int]]) -> None:
    found = panels.groups(panels_)
    everybody = [one for group in found for one in group]
    assert sorted(everybody) == sorted(one for one, who in panels_.items() if who)


@given(met)
def test_groups_share_no_interviewer_and_are_joined_inside(panels_: dict[int, frozenset[int]]) -> None:
    found = panels.groups(panels_)
    seen = [frozenset().union(*(panels_[one] for one in group)) for group in found]
    assert all(not (a & b) for n, a in enumerate(seen) for b in seen[n + 1 :])
    assert all(panels.groups({one: panels_[one] for one in group}) == [group] for group in found)


def test_a_chain_of_shared_interviewers_joins() -> None:
    assert panels.groups({1: {7}, 2: {7, 8}, 3: {8}, 4: {9}}) == [frozenset({1, 2, 3}), frozenset({4})]
