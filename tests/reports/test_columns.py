"""The geometry of one person's ratings beside the team's."""

from app.reports.columns import columns


def test_the_highest_share_fills_the_height():
    drawn = columns([0, 0, 0.25, 0.5, 0.25], [None] * 5)
    assert drawn.own == "M142 122V66H178V122Z" + "M206 122V10H242V122Z" + "M270 122V66H306V122Z"
    assert (drawn.team, [x for x, _ in drawn.ticks]) == ("", [32, 96, 160, 224, 288])


def test_the_team_is_a_line_across_and_may_be_the_highest():
    drawn = columns([0.5, 0.5, 0, 0, 0], [1, 0, 0, 0, 0])
    assert drawn.own == "M14 122V66H50V122Z" + "M78 122V66H114V122Z"
    assert drawn.team.startswith("M6 10h52M70 122h52")


def test_nothing_at_all_is_drawn_as_nothing():
    assert columns([0] * 5, [None] * 5).own == ""
