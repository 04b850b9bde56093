"""What would help: the design's table, and what each change does to who is asked what by whom."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.measure.plans import AS_IT_IS, MORE, ONE_MORE, SAME_PANEL, half_width, plans
from app.measure.points import MEDIANS, Sigmas, standard
from app.measure.table import Rating, Scale, Table
from tests.measure.tables import GOLDEN, full

ONE_POINT = np.ones(1)


def medians(**others: float) -> Sigmas:
    """One point, at the medians of the prior."""
    kinds = ("candidate", "interviewer", "item", "case", "halo", "residual", "profile")
    return Sigmas(**{kind: np.array([others.get(kind, median)]) for kind, median in zip(kinds, MEDIANS, strict=True)})


@pytest.mark.parametrize(
    ("interviewers", "items", "expected"), [(1, 4, 1.13), (2, 4, 0.86), (2, 8, 0.70), (3, 8, 0.60), (4, 8, 0.55)]
)
def test_the_same_panel_gives_the_width_of_the_design(interviewers: int, items: int, expected: float) -> None:
    """1.645 √(2 (σ_cr²/r + σ_ci²/i + σ_e²/ri)), for candidates of whom nothing is known beforehand."""
    by_hand = 1.645 * np.sqrt(2 * (0.30**2 / interviewers + 0.40**2 / items + 0.65**2 / (interviewers * items)))
    found = half_width(full(2, interviewers, items), ["c00", "c01"], medians(candidate=1000.0), ONE_POINT)
    assert found == pytest.approx(by_hand, abs=0.001)
    assert found == pytest.approx(expected, abs=0.006)


def test_a_width_is_in_points_of_the_scale() -> None:
    table = full(2, 2, 4)
    width = half_width(table, ["c00", "c01"], medians(), ONE_POINT)
    assert half_width(Table(table.rows, Scale(1, 9)), ["c00", "c01"], medians(), ONE_POINT) == pytest.approx(2 * width)


def asked(table: Table) -> dict[str, dict[str, set[str]]]:
    """By candidate and interviewer, the items."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in table.rows:
        found[row.candidate][row.interviewer].add(row.item)
    return found


def test_the_changes_that_can_be_made() -> None:
    assert list(plans(GOLDEN, "ABC")) == [AS_IT_IS, ONE_MORE, SAME_PANEL, MORE]
    assert plans(GOLDEN, "ABC")[AS_IT_IS] is GOLDEN


def test_the_same_panel_is_no_change_where_panels_are_the_same() -> None:
    assert list(plans(full(3, 2, 4), ["c00", "c01", "c02"])) == [AS_IT_IS, ONE_MORE, MORE]


def test_the_panels_of_those_who_are_not_compared_do_not_count() -> None:
    other = Table.of([*full(2, 2, 4).rows, Rating("Z", "somebody else", "i000", 3.0)])
    assert SAME_PANEL not in plans(other, ["c00", "c01"])
    assert SAME_PANEL in plans(other, ["c00", "Z"])


def test_one_more_meets_all_compared_with_a_card_of_average_length() -> None:
    """Cards of A, B and C have 4, 4, 4, 4, 3 and 4 ratings."""
    before, after = asked(GOLDEN), asked(plans(GOLDEN, "AB")[ONE_MORE])
    new = {one: panel.keys() - before[one].keys() for one, panel in after.items()}
    assert new["A"] == new["B"] != set()
    assert new["C"] == set()
    (who,) = new["A"]
    assert after["A"][who] == after["B"][who]
    assert len(after["A"][who]) == 4
    assert not after["A"][who] & set(GOLDEN.items)


def test_the_same_panel_keeps_every_rating_and_changes_only_who_gives_it() -> None:
    after = plans(GOLDEN, "AC")[SAME_PANEL]
    assert sorted((row.candidate, row.item) for row in after.rows) == sorted(
        (row.candidate, row.item) for row in GOLDEN.rows
    )
    assert asked(after)["A"].keys() == asked(after)["C"].keys()
    assert asked(after)["B"].keys() == {"r0", "r2"}


def test_more_questions_are_new_the_same_for_all_and_asked_by_their_panels_in_turn() -> None:
    after = asked(plans(GOLDEN, "AC")[MORE])
    new = {who: items - set(GOLDEN.items) for who, items in after["A"].items()}
    assert [len(items) for items in new.values()] == [2, 2]
    assert set().union(*new.values()) == set().union(*after["C"].values()) - set(GOLDEN.items)
    assert after["B"] == asked(GOLDEN)["B"]


def test_new_questions_take_competencies_in_turn() -> None:
    after = plans(full(2, 2, 4), ["c00", "c01"])[MORE]
    new = [row.competency for row in after.rows if row.item.startswith("+") and row.candidate == "c00"]
    assert new == ["CAN", "PUR", "SHI", "CAN"]


@pytest.mark.parametrize("label", ["+", "+0", "++0", "=0"])
def test_labels_that_look_like_new_ones_are_left_alone(label: str) -> None:
    """A file may call its interviewers and questions as it likes."""
    odd = Table.of(row._replace(interviewer=label, item=label) for row in full(2, 1, 1).rows)
    both = Table.of([*odd.rows, *full(2, 2, 4).rows[3:]])
    changed = plans(both, ["c00", "c01"])
    more = changed[ONE_MORE].rows[len(both.rows) :]
    assert not {row.interviewer for row in more} & set(both.interviewers)
    assert not {row.item for row in more} & set(both.items)
    assert not {row.item for row in changed[MORE].rows[len(both.rows) :]} & set(both.items)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500), st.floats(0.2, 1))
def test_no_change_widens_an_interval(seed: int, share: float) -> None:
    """More ratings never can, for given σ. That the same panel never does is found, not proved."""
    table = other_panels(seed, share)
    points, weights = Sigmas.at(standard(16)), np.full(16, 1 / 16)
    changed = plans(table, table.candidates)
    widths = {change: half_width(plan, table.candidates, points, weights) for change, plan in changed.items()}
    assert list(widths) == [AS_IT_IS, ONE_MORE, SAME_PANEL, MORE]
    assert max(widths.values()) <= widths[AS_IT_IS] + 1e-9


def other_panels(seed: int, share: float) -> Table:
    """Some of the ratings of three candidates, each of whom has not met one of three interviewers."""
    random = np.random.default_rng(seed)
    met = [row for row in full(3, 3, 6, seed).rows if row.candidate[1:] != row.interviewer[1:]]
    return Table.of(row for row in met if random.random() < share or row.item == "i000")
