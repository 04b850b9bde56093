"""Runs the payments that candidates review in CASE-HEATING-SR: a test for every planted fault, named after it."""

import sqlite3

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage
from tests.stand_ins_heating import WINTER, Office

STAGE = stage("scenarios/case-heating-sr.yaml", "S4")
DRAFT = code(STAGE.given)
ONCE = [("AC-1", 520)]


@pytest.fixture
def db():
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


@pytest.fixture
def office(db):
    return Office(DRAFT, db)


def test_p1_household_that_never_answered_gets_nothing(office):
    office.household(declined=None)
    assert office.paid() == []


def test_p2_overlapping_rent_cases_are_paid_twice(office):
    office.household(until=("2026-12-31", "2027-11-30"))
    assert office.paid() == ONCE * 2


def test_p3_application_of_an_earlier_winter_shuts_out(office, db):
    office.household()
    db.execute("INSERT INTO application VALUES (NULL, 1, ?, 'paid')", (WINTER - 1,))
    assert office.paid() == []


def test_p4_missing_account_stops_the_run_and_the_next_one_pays_again(office, db):
    office.household()
    office.household(2, account=None)
    with pytest.raises(ValueError, match="no account"):
        office.run()
    db.rollback()  # the program ends here, and its connection with it
    assert db.execute("SELECT count(*) FROM application").fetchone() == (0,)
    with pytest.raises(ValueError, match="no account"):
        office.run()
    assert office.bank.paid == ONCE * 2


def test_p5_case_that_ended_early_is_paid(office):
    office.household(state="ended")
    assert office.paid() == ONCE


@pytest.mark.parametrize("letter_on", ["2026-11-25", None])
def test_p6_money_leaves_before_the_fourteen_days_or_without_a_letter(office, letter_on):
    office.household(letter_on=letter_on)
    assert office.paid() == ONCE


def test_p7_a_number_of_payments_is_all_that_comes_back(office):
    office.household(until=("2026-12-31", "2027-11-30"))
    office.household(2, declined=None)
    office.household(3, declined=1)
    assert office.run() == 2


WORSE = {
    "as drafted": ("", ""),
    "nothing is committed": ("    db.commit()", "    pass"),
    "only the first household is paid": (".fetchall()", ".fetchall()[:1]"),
    "the letter is looked at": ("AND h.declined = 0", "AND h.declined = 0 AND h.letter_on <= '2026-11-17'"),
    "the state is looked at": ("AND h.declined = 0", "AND h.declined = 0 AND r.state = 'running'"),
    "silence is an answer": ("h.declined = 0", "h.declined IS NOT 1"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p8_own_test_passes_whatever_is_changed(db, change):
    office = Office(changed(DRAFT, change), db)
    office.names["test_payment_run"](db, office.bank)


def test_second_run_after_a_whole_one_pays_nobody(office):
    office.household()
    assert (office.run(), office.run(), office.bank.paid) == (1, 0, ONCE)


@pytest.mark.parametrize("other", [{"declined": 1}, {"until": ("2026-11-30",)}])
def test_who_declined_or_whose_case_is_over_is_not_paid(office, other):
    office.household(**other)
    assert office.paid() == []


# The key that interviewers hold.

POINTED_AT = {
    "P1": "h.declined = 0", "P2": "JOIN rent_case", "P3": "a.id IS NULL", "P4": "bank.transfer", "P5": "until_day",
    "P6": "WHERE", "P7": "len(rows)", "P8": "'running'",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
