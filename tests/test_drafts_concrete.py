"""Runs the text message that candidates review in CASE-CONCRETE-MID: a test for every planted fault."""

from datetime import datetime

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage
from tests.stand_ins_concrete import OFFICE, Morning

STAGE = stage("scenarios/case-concrete-mid.yaml", "S4")
DRAFT = code(STAGE.given)
SEVEN = datetime(2025, 6, 16, 7, 0)


@pytest.fixture
def morning():
    return Morning(DRAFT)


def test_p1_text_goes_to_the_office_and_not_to_the_site(morning):
    load = morning.order(SEVEN).loads[0]
    morning.late(load, 30)
    assert [number for number, _ in morning.sent] == [OFFICE]
    assert load.order.site_phone != OFFICE


def test_p2_second_delay_is_silent(morning):
    load = morning.order(SEVEN).loads[0]
    morning.late(load, 30)
    morning.late(load, 30)
    assert (load.due, len(morning.sent)) == (SEVEN.replace(hour=8), 1)
    assert "07:30" in morning.sent[0][1]


def test_p2_other_loads_of_the_order_are_silent(morning):
    for load in morning.order(*[SEVEN] * 14).loads:
        morning.late(load, 30)
    assert len(morning.sent) == 1


def test_p3_dirk_reads_told_when_the_text_failed_and_no_later_press_sends_one(morning):
    load = morning.order(SEVEN).loads[0]
    morning.down = True
    assert morning.late(load, 30) == "Harbour 9: customer has been told."
    morning.down = False
    assert morning.late(load, 30) == "Harbour 9: customer has been told."
    assert morning.sent == []


def test_p4_thirty_and_then_sixty_are_ninety(morning):
    load = morning.order(SEVEN).loads[0]
    morning.late(load, 30)
    morning.late(load, 60)
    assert load.due == SEVEN.replace(hour=8, minute=30)


def test_p5_nothing_holds_the_agreed_time_nor_when_the_text_left(morning):
    load = morning.order(SEVEN).loads[0]
    morning.late(load, 30)
    order = load.order
    times = [value for value in (*vars(load).values(), *vars(order).values()) if isinstance(value, datetime)]
    assert times == [SEVEN.replace(minute=30)]


def test_p6_text_names_neither_site_nor_load(morning):
    load = morning.order(SEVEN, SEVEN).loads[1]
    morning.late(load, 30)
    assert morning.sent[0][1] == "Dear customer, your concrete will be late. New time: 07:30."


def test_p7_afternoon_reads_like_night(morning):
    load = morning.order(SEVEN.replace(hour=13)).loads[0]
    morning.late(load, 30)
    assert "01:30" in morning.sent[0][1]


WORSE = {
    "as drafted": ("", ""),
    "a failed text is dropped without a line": ("log.warning", "str"),
    "minutes replace one another": ("load.due += timedelta(minutes=minutes)", "load.due = load.due.replace(minute=30)"),
    "nothing is committed": ("    db.commit()", "    pass"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_broken(change):
    one = Morning(changed(DRAFT, change))
    one.names["test_mark_late"](one)


def test_p8_own_test_fails_when_the_site_is_told():
    one = Morning(DRAFT.replace("sms.send(order.customer.phone", "sms.send(order.site_phone"))
    with pytest.raises(AssertionError):
        one.names["test_mark_late"](one)


# The key that interviewers hold.

POINTED_AT = {
    "P1": "customer.phone", "P2": "order.told", "P3": "has been told", "P4": "load.due +=",
    "P5": "load.due +=", "P6": "Dear customer", "P7": "%I", "P8": "customer.phone",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
