"""Runs the choice of compartment that candidates review (CASE-LOCKER-MID): a test for every planted fault."""

from dataclasses import dataclass, field, replace

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, stage

STAGE = stage("scenarios/case-locker-mid.yaml", "S3")
DRAFT = code(STAGE.given)


@dataclass(frozen=True)
class Compartment:
    id: str
    width: int
    height: int
    depth: int
    bottom: int
    free: bool = True

    @property
    def handle(self) -> int:
        """Above the ground; in the middle of the door."""
        return self.bottom + self.height // 2


@dataclass(frozen=True)
class Parcel:
    width: int
    height: int
    depth: int
    kilograms: int = 1


@dataclass(frozen=True)
class Customer:
    low: bool


@dataclass
class Machine:
    compartments: list[Compartment]
    step: bool = False
    taken: dict[str, Customer] = field(default_factory=dict)

    def load(self, draft: dict, parcel: Parcel, customer: Customer) -> str:
        """Ask the draft, and take the compartment as the draft's caller does."""
        chosen = draft["choose"](parcel, customer, self)
        self.compartments = [replace(one, free=one.free and one.id != chosen) for one in self.compartments]
        return chosen


def names_of(draft: str) -> dict:
    return names_after(draft, Compartment=Compartment, Parcel=Parcel, Customer=Customer, Machine=Machine)


LETTER = Parcel(300, 80, 400)
LOW, ANYBODY = Customer(low=True), Customer(low=False)


def door(name: str, bottom: int, height: int = 100, **more) -> Compartment:
    return Compartment(name, 400, height, 600, bottom, **more)


def loaded(
    *compartments: Compartment, parcels: list[Parcel] | None = None, customer: Customer = LOW, **more
) -> list[str]:
    machine, draft = Machine(list(compartments), **more), names_of(DRAFT)
    return [machine.load(draft, parcel, customer) for parcel in parcels or [LETTER]]


def test_smallest_free_one_that_fits_is_chosen():
    doors = door("large", 500, 300), door("taken", 500, free=False), door("right", 800), door("flat", 700, 70)
    assert loaded(*doors) == loaded(*doors, customer=ANYBODY) == ["right"]
    assert loaded() == loaded(door("flat", 700, 70)) == ["shop"]


def test_p1_lower_edge_is_taken_for_the_handle():
    out_of_reach, in_reach = door("tall", 1050, 500), door("bottom", 350, 500)
    assert (out_of_reach.handle, in_reach.handle) == (1300, 600)
    assert loaded(out_of_reach) == ["tall"]
    assert loaded(in_reach) == ["shop"]


def test_p2_everybodys_parcels_fill_the_low_ones_first():
    column = [door(f"at {bottom}", bottom) for bottom in (500, 700, 900, 1300, 1500, 1700)]
    assert loaded(*column, parcels=[LETTER] * 3, customer=ANYBODY) == ["at 500", "at 700", "at 900"]
    assert loaded(*column[3:]) == ["shop"]


def test_p3_everybody_goes_to_the_shop_when_the_machine_is_full():
    assert loaded(door("taken", 500, free=False), customer=ANYBODY) == ["shop"]


def test_p4_heavy_parcel_goes_where_nobody_can_lift_it_out():
    heavy = Parcel(300, 80, 400, kilograms=12)
    low, high = door("low", 400), door("high", 900)
    assert low.handle < 600 < high.handle
    assert loaded(low, high, parcels=[heavy]) == ["low"]


def test_p5_machine_behind_a_step_is_used_all_the_same():
    assert loaded(door("low", 700), step=True) == ["low"]


WORSE = {
    "as drafted": ("", ""),
    "handles count": ("400 <= one.bottom <= 1100", "400 <= one.bottom + one.height / 2 <= 1100"),
    "anything up to 140 cm counts": ("<= 1100", "<= 1400"),
    "nearly from the floor": ("400 <= one.bottom", "101 <= one.bottom"),
    "the highest of equals": ("one.width * one.height * one.depth)", "(one.width * one.height, -one.bottom))"),
    "only those with the setting go to the shop": ('return "shop"', 'return "shop" if customer.low else None'),
    "taken ones are given out": ("if one.free\n", "if one\n"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p6_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_choose"]()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "one.bottom", "P2": "min(fitting", "P3": '"shop"', "P4": "customer.low", "P5": "customer.low",
    "P6": "Parcel(300",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
