"""The long table: what it refuses, and that equal ratings are equal tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measure.table import Rating, Scale, Table

ROWS = (Rating("A", "r0", "i0", 3), Rating("A", "r1", "i0", 4, "PUR"), Rating("B", "r0", "i1", 5, "CAN"))


@given(st.permutations(ROWS))
def test_the_order_of_the_rows_means_nothing(rows: list[Rating]) -> None:
    table = Table.of(rows)
    assert table == Table.of(ROWS)
    assert hash(table) == hash(Table.of(ROWS))


def test_a_rating_given_twice_is_refused() -> None:
    again = Rating("A", "r0", "i0", 4, "PUR")
    with pytest.raises(ValueError, match="rated twice: A, r0, i0"):
        Table.of([*ROWS, again])


@pytest.mark.parametrize("value", [0, 0.99, 5.01, 6, -3, float("nan"), float("inf")])
def test_a_value_off_the_scale_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="off the scale"):
        Table.of([Rating("A", "r0", "i0", value)])


@pytest.mark.parametrize("value", [1, 5.5, 9])
def test_the_scale_says_what_is_off_it(value: float) -> None:
    assert Table.of([Rating("A", "r0", "i0", value)], Scale(1, 9)).rows[0].value == value


def test_labels_are_sorted_and_each_is_said_once() -> None:
    table = Table.of(ROWS)
    assert table.candidates == ("A", "B")
    assert table.interviewers == ("r0", "r1")
    assert table.items == ("i0", "i1")
    assert table.competencies == ("CAN", "PUR")


@pytest.mark.parametrize(
    ("scale", "middle", "stretch"), [(Scale(), 3, 1), (Scale(1, 9), 5, 2), (Scale(0, 10), 5, 2.5), (Scale(-2, 2), 0, 1)]
)
def test_a_scale_is_stretched_from_its_middle(scale: Scale, middle: float, stretch: float) -> None:
    assert (scale.middle, scale.stretch) == (middle, stretch)
