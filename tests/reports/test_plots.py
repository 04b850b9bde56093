"""The geometry of dot plots."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.reports import plots

dots = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 12)), min_size=1, max_size=30)


@given(dots)
def test_every_rating_is_one_mark_inside_the_frame(ratings: list[tuple[int, int]]) -> None:
    drawn = plots.plot(ratings, mean=sum(value for value, _ in ratings) / len(ratings))
    places = [place for mark in drawn.marks for place in places_in(mark.path)]
    assert sorted(mark.shape for mark in drawn.marks) == sorted({shape for _, shape in ratings})
    assert len(set(places)) == len(ratings)
    assert all(8 <= x <= plots.WIDTH - 8 and 8 <= y <= drawn.height - 8 for x, y in places)


def test_equal_ratings_stack_upwards() -> None:
    first, second = (path_start(mark.path) for mark in plots.plot([(4, 1), (4, 2)], mean=4.0).marks)
    assert first == (144, 25.8)
    assert second == (144, 11.8)


def test_the_thread_spans_the_ratings_and_the_bar_is_their_mean() -> None:
    drawn = plots.plot([(2, 1), (5, 2)], mean=3.5)
    assert (drawn.thread, drawn.mean, drawn.height) == ("M56 25.8H188", "M122 35.8v9", 46.0)


def test_one_rating_alone_has_neither_thread_nor_bar() -> None:
    drawn = plots.plot([(4, 1)])
    assert (drawn.thread, drawn.mean) == ("", "")


def test_twelve_interviewers_have_twelve_marks() -> None:
    keys = [plots.key(shape) for shape in range(1, 13)]
    assert len({(key.path, key.is_hollow) for key in keys}) == 12
    assert [key.name for key in keys[::6]] == ["circle", "hollow circle"]


def test_six_shapes_differ_in_outline_and_colour() -> None:
    assert len({plots.key(shape).path for shape in plots.OUTLINES}) == 6
    assert len({plots.key(shape).paper for shape in plots.OUTLINES}) == 6


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60).map(sorted))
def test_every_rating_is_one_dot_of_a_small_plot(values: list[int]) -> None:
    drawn = plots.small(tuple(values), sum(values) / len(values))
    dots = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.-]+)h0", drawn.dots)]
    assert [x for x, _ in dots] == [6 + 12 * (value - 1) for value in values]
    assert all(0 < y <= 15 for _, y in dots)


def path_start(path: str) -> tuple[float, float]:
    """The point that a mark's path moves to first."""
    return places_in(path)[0]


def places_in(path: str) -> list[tuple[float, float]]:
    """The points round which the marks of a path are drawn."""
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)m", path)]
