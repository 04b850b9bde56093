"""Runs the list of balers that candidates review in CASE-HAY-MID: a test for every planted fault, named after it."""

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage
from tests.stand_ins_hay import CUT, Valley

STAGE = stage("scenarios/case-hay-mid.yaml", "S4")
DRAFT = code(STAGE.given)


@pytest.fixture
def valley():
    return Valley(DRAFT)


def test_p1_baler_that_is_taken_on_the_day_is_offered(valley):
    taken = valley.machine(taken=[CUT])
    assert valley.offers(taken) == [taken]


def test_p2_taken_balers_push_the_free_one_off_the_list(valley):
    near = [valley.machine(price=100 + number, taken=[CUT]) for number in range(10)]
    free = valley.machine(place=(24, 32), price=90)
    assert valley.offers(free, *near) == near


def test_p3_two_equal_totals_raise_an_error(valley):
    with pytest.raises(TypeError, match="not supported between instances"):
        valley.offers(valley.machine(place=(3, 4)), valley.machine(place=(4, 3)))


def test_p4_ridge_does_not_count(valley):
    """44 km by road, there and back, make 90 euros into 178; by air it is 12, and the baler stands first."""
    beyond, here = valley.machine(place=(12, 0), price=90), valley.machine(place=(3, 4), price=120)
    assert 90 + 2 * 44 > 120 + 2 * 5
    assert valley.offers(here, beyond) == [beyond, here]


def test_p5_haulage_is_counted_one_way(valley):
    """There and back, the far one costs 110 + 20 and the near one 121 + 2: the near one would stand first."""
    far, near = valley.machine(place=(0, 10), price=110), valley.machine(place=(0, 1), price=121)
    assert 110 + 2 * 10 > 121 + 2 * 1
    assert valley.offers(far, near) == [far, near]


def test_p6_total_is_not_handed_on(valley):
    (offer,) = valley.offers(valley.machine(place=(24, 32), price=90))
    assert vars(offer) == {"kind": "baler", "place": (24, 32), "price": 90, "taken": set()}


@pytest.mark.parametrize(("km", "shown"), [(49, 1), (50, 0)])
def test_p7_fifty_itself_is_left_out(valley, km, shown):
    assert len(valley.offers(valley.machine(place=(0, km)))) == shown


WORSE = {
    "as drafted": ("", ""),
    "only two are shown": ("[:10]", "[:2]"),
    "haulage there and back": ("machine.price + km", "machine.price + 2 * km"),
    "the circle ends at 41": ("km < 50", "km < 41"),
    "taken ones are left out": ("km < 50", "km < 50 and field.day not in machine.taken"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_changed(change):
    Valley(changed(DRAFT, change)).names["test_offers"]()


def test_no_machine_makes_an_empty_list(valley):
    assert valley.offers() == []


# The key that interviewers hold.

POINTED_AT = {
    "P1": "machine.kind ==", "P2": "[:10]", "P3": "sorted(found)", "P4": "distance(",
    "P5": "+ km", "P6": "for total, machine", "P7": "km < 50", "P8": "near, far",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
