"""The made-up openings of `tests.bench.simulate`: who meets whom, and that the truth is the truth."""

from functools import partial

import numpy as np
import pytest

from app.measure import coverage
from app.measure.panels import groups
from tests.bench.openings import Seat, Setting, crossed, expected, loops, made_up, some_of, two_panels
from tests.bench.simulate import SETTINGS, UNDER_STRESS, Said, plain_interval, simulated, summary

HALF_A_MOMENT = 10  # openings


def panels(seats: list[Seat]) -> dict[str, set[str]]:
    return {
        one: {seat.interviewer for seat in seats if seat.candidate == one} for one in {seat.candidate for seat in seats}
    }


def random(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_crossed_is_every_combination_once() -> None:
    seats = crossed(4, 3, 8, random())
    assert len(set(seats)) == len(seats) == 4 * 3 * 8


def test_some_of_gives_each_candidate_a_panel_that_asks_everything() -> None:
    seats = some_of(4, 2, 5, 8, random())
    assert {len(panel) for panel in panels(seats).values()} == {2}
    assert len(set(seats)) == len(seats) == 4 * 2 * 8


def test_loops_ask_each_candidate_every_question_once_in_rounds_of_four() -> None:
    seats = loops(4, 3, 5, 12, random())
    assert sorted((seat.candidate, seat.item) for seat in seats) == sorted(
        {(seat.candidate, seat.item) for seat in seats}
    )
    assert len(seats) == 4 * 12
    assert {len(panel) for panel in panels(seats).values()} == {3}
    rounds = [
        {seat.item for seat in seats if seat.candidate == "c0" and seat.interviewer == who}
        for who in panels(seats)["c0"]
    ]
    assert sorted(map(len, rounds)) == [4, 4, 4]


def test_two_panels_share_nobody() -> None:
    found = groups(panels(two_panels(4, 4, 8, random())))
    assert found == [frozenset({"c0", "c1"}), frozenset({"c2", "c3"})]


@pytest.mark.parametrize("setting", SETTINGS + UNDER_STRESS, ids=lambda setting: setting.name)
def test_an_opening_is_the_same_for_the_same_seed_alone(setting: Setting) -> None:
    assert made_up(setting, random(1)) == made_up(setting, random(1))
    assert made_up(setting, random(1)) != made_up(setting, random(2))


def test_a_harsh_interviewer_rates_lower_by_so_many_points() -> None:
    """Over many openings, and a little less than two points apart, since the scale ends at 1 and 5."""
    setting = Setting("", partial(crossed, 2, 2, 8), severities={"r0": 1.0, "r1": -1.0})
    rows = [row for seed in range(300) for row in made_up(setting, random(seed)).table.rows]
    means = {who: np.mean([row.value for row in rows if row.interviewer == who]) for who in ("r0", "r1")}
    assert 1.4 < means["r1"] - means["r0"] < 2


@pytest.mark.parametrize(("level", "noise"), [(3.0, 0.9), (4.4, 0.8), (1.2, 1.5), (6.0, 0.3)])
def test_the_expected_rating_is_the_mean_of_many(level: float, noise: float) -> None:
    many = np.clip(np.rint(random().normal(level, noise, 200_000)), 1, 5)
    assert expected(level, noise) == pytest.approx(many.mean(), abs=0.01)


def test_the_textbook_interval_by_hand() -> None:
    """Eight ratings each, t of 14 degrees at .95 is 1.761."""
    opening = made_up(SETTINGS[-1], random())
    a, b = ([row.value for row in opening.table.rows if row.candidate == one] for one in ("c0", "c1"))
    reach = 1.761 * np.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / 8)
    gap = np.mean(a) - np.mean(b)
    assert plain_interval(opening, "c0", "c1") == pytest.approx((gap - reach, gap + reach), abs=0.001)


@pytest.mark.parametrize("setting", SETTINGS + UNDER_STRESS, ids=lambda setting: setting.name)
def test_a_few_openings_give_figures_that_can_be(setting: Setting) -> None:
    said = [one for n in range(HALF_A_MOMENT) for one in simulated(setting, (1, n))]
    design = summary(setting.name, said, HALF_A_MOMENT)
    assert design.covered >= 0.7
    assert design.wrong_way <= 0.1
    assert 0.2 < np.mean([one.half_width for one in said]) < 1.5


def test_shares_are_of_all_pairs_but_for_those_ahead() -> None:
    sure = Said(True, False, True, 0.5, False, True, "ahead", True)
    unsure = Said(True, True, False, 0.5, False, False, "too close to call", True)
    found = summary("name", [sure, unsure, unsure, unsure], 2)
    assert found == coverage.Design("name", 1.0, 0.75, 0.25, 0.0, 0.25, 1.0, 2)


def test_the_published_figures_are_of_these_designs_and_hold_what_we_promise() -> None:
    assert [design.name for design in coverage.DESIGNS] == [setting.name for setting in SETTINGS]
    assert min(design.covered for design in coverage.DESIGNS) >= 0.87
    assert max(design.wrong_way for design in coverage.DESIGNS) <= 0.01
    assert {design.openings for design in coverage.DESIGNS} == {300}
