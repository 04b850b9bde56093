"""A dot a person over the points of the scale."""

import re

from app.reports.dots import HIGHEST, dots


def test_every_person_is_a_dot_and_the_own_one_stands_apart() -> None:
    drawn = dots([0, 1, 3, 2, 0, 1], own=2, key=3)
    assert len(re.findall("M", drawn.others)) == 6
    assert (drawn.own[0], drawn.key_x, drawn.people) == (142, 198, 1)
    assert [text for _, text in drawn.ticks] == ["1", "2", "3", "4", "5", "none"]


def test_in_a_large_group_a_dot_stands_for_several() -> None:
    drawn = dots([0, 0, 30, 5, 0, 0], own=2, key=2)
    assert drawn.people == 3
    assert len(re.findall("M", drawn.others)) == 10 - 1 + 2
    assert drawn.height <= dots([0, 0, HIGHEST, 0, 0, 0], own=2, key=2).height
