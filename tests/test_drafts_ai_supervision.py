"""Runs the drafts of the AI-supervision reviews: a test for each planted fault that running can show, and the key."""

import csv
import logging
import re
import sqlite3
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.bankfiles.schema import Question
from tests.drafts import code, code_at, read
from tests.stand_ins_ai_supervision import Agency, Dairy, Pilot, Register, Ship, Thing, Warehouse, run_draft

QUESTIONS = {record["id"]: Question.model_validate(record) for record in read("questions/ai-supervision.yaml")}
MILK, TREES, ACCESS, STOCK, ROSTER = (
    QUESTIONS[name]
    for name in ("AIS-MID-REV-01", "AIS-MID-REV-02", "AIS-SR-REV-02", "AIS-STAFF-REV-01", "AIS-STAFF-REV-02")
)


def text(question: Question) -> str:
    return code(question.candidate_handout)


@pytest.fixture
def connection():
    one = sqlite3.connect(":memory:")
    yield one
    one.close()


# AIS-MID-REV-01: the monthly milk payment.


@pytest.fixture
def dairy(connection):
    return Dairy(text(MILK), connection)


def test_milk_f1_load_without_sample_is_not_paid(dairy):
    assert dairy.load(900, 4.0).load(100).slips() == [(112, "Lindhof", 900, 4.0, 0.50, 450.00)]
    assert dairy.load(800, farm=2).slips()[0][0] == 112


def test_milk_f2_load_sampled_twice_is_paid_twice(dairy):
    assert dairy.load(1000, 4.0, 4.5).slips()[0][2] == 2000


def test_milk_f3_small_load_moves_the_price_as_much_as_a_large_one(dairy):
    by_litres = (900 * 4.0 + 100 * 5.0) / 1000
    fat = dairy.load(900, 4.0).load(100, 5.0).slips()[0][3]
    assert (by_litres, fat) == (4.1, 4.5)


def test_milk_f4_last_day_is_paid_in_no_month(dairy):
    dairy.load(900, 4.0, at="2025-03-31 05:10")
    assert (dairy.slips(3), dairy.slips(4)) == ([], [])


@pytest.mark.parametrize(("fat", "right", "drafted"), [(4.1, 504.00, 500.00), (4.2, 508.00, 510.00)])
def test_milk_f5_steps_of_the_price_are_rounded_away(dairy, fat, right, drafted):
    exact = round(1000 * (0.50 + (fat - 4.0) * 0.04), 2)
    assert (exact, dairy.load(1000, fat).slips()[0][5]) == (right, drafted)


def test_milk_f6_farms_of_one_name_are_paid_as_one(dairy):
    assert [slip[2] for slip in dairy.load(900, 4.0).load(100, 4.0, farm=2).slips()] == [1000]


def test_milk_f7_slip_shows_no_load_and_its_fat_does_not_lead_to_its_price(dairy):
    (slip,) = dairy.load(700, 4.2).load(300, 4.2).slips()
    assert (slip[3], slip[4], round(0.50 + (slip[3] - 4.0) * 0.04, 3)) == (4.2, 0.51, 0.508)
    assert not {700, 300} & set(slip)


def test_milk_f8_easy_farm_agrees_with_its_slip(connection):
    dairy = Dairy(text(MILK), connection)
    connection.execute("DELETE FROM farms")
    dairy.draft.test_payment(connection)


# AIS-MID-REV-02: inspected trees after a storm.


UNSAFE = "18;03/03/2025;14;unsafe;"


@pytest.fixture
def imported(tmp_path):
    def run(*rows: str, encoding: str = "utf-8") -> Register:
        register = Register()
        file = tmp_path / "storm.csv"
        file.write_text("\n".join(("tree;date;lean;state;note", *rows)), encoding=encoding)
        trees_draft().import_inspections(file, register)
        return register

    return run


def trees_draft() -> Thing:
    return run_draft(text(TREES), csv=csv, datetime=datetime, log=logging.getLogger("trees"))


def test_trees_f1_unread_unsafe_tree_leaves_its_path_open(imported, caplog):
    register = imported("1B;03/03/2025;14;unsafe;", "99;03/03/2025;14;unsafe;")
    assert (register.closed, len(caplog.messages)) == (set(), 2)


def test_trees_f2_month_is_read_before_the_day(imported):
    register = imported("17;04/03/2025;2;safe;", "18;13/03/2025;14;unsafe;")
    assert (register.trees[17].inspected_on, register.closed) == (date(2025, 4, 3), set())


@pytest.mark.parametrize("lean", ["12,5", ""])
def test_trees_f3_lean_as_crews_write_it_loses_the_row(imported, lean):
    assert imported(f"18;03/03/2025;{lean};unsafe;").closed == set()


@pytest.mark.parametrize("state", ["unsafe ", "Unsafe, to fell"])
def test_trees_f4_words_around_unsafe_leave_the_path_open(imported, state):
    assert imported(f"18;03/03/2025;14;{state};").closed == set()


def test_trees_f5_older_row_wins_when_it_comes_last(imported):
    assert imported(UNSAFE, "18;02/02/2025;2;safe;").trees[18].state == "safe"


def test_trees_f6_row_cut_short_stops_the_import(imported):
    with pytest.raises(AttributeError):
        imported("17;03/03/2025", UNSAFE)


def test_trees_f7_own_test_passes(tmp_path):
    trees_draft().test_import(tmp_path, Register())


def test_trees_f8_accented_letters_are_dropped(imported):
    assert imported("17;03/03/2025;2;safe;Fäule", encoding="cp1252").trees[17].note == "Fule"


def test_trees_f8_rows_after_an_opening_quotation_mark_vanish(imported, caplog):
    register = imported('17;03/03/2025;2;safe;"three metres up', UNSAFE)
    assert (register.closed, register.trees[18].state, caplog.messages) == (set(), "unknown", [])


# AIS-SR-REV-02: who may open a job, by clause 7.


@pytest.fixture
def agency():
    return Agency(text(ACCESS))


def rivals(agency, delivered_on) -> Thing:
    """A translator on Norva's job who also works, or has worked, for Halden."""
    return agency.user(2, jobs=[agency.job(agency.halden, translator_ids=[2], delivered_on=delivered_on)])


def test_access_f1_running_work_for_the_rival_is_no_bar(agency):
    assert agency.opens(rivals(agency, None), agency.job(agency.norva, translator_ids=[2]))


@pytest.mark.parametrize("number", [1, 3])
def test_access_f2_delivered_job_is_open_to_everybody(agency, number):
    delivered = agency.job(agency.norva, translator_ids=[1], delivered_on=date(2025, 5, 1))
    assert agency.opens(agency.user(number), delivered)


def test_access_f3_any_manager_opens_and_the_jobs_own_are_not_read(agency):
    job = agency.job(agency.norva, manager_ids=[8])
    assert agency.opens(agency.user(9, role="manager"), job)
    assert "manager_ids" not in text(ACCESS).partition("def test")[0]


def test_access_f4_exclusion_is_not_looked_at_for_managers(agency):
    past = agency.job(agency.halden, manager_ids=[8], delivered_on=date(2025, 1, 10))
    assert agency.opens(agency.user(8, jobs=[past], role="manager"), agency.job(agency.norva, manager_ids=[8]))


def test_access_f5_answer_outlives_what_it_rested_on(agency):
    job, tom = agency.job(agency.norva, translator_ids=[2]), rivals(agency, date(2020, 1, 1))
    assert agency.opens(tom, job)
    job.translator_ids, job.delivered_on = [], date(2025, 6, 2)
    tom.jobs[0].delivered_on = date(2025, 6, 3)
    assert agency.opens(tom, job, date(2025, 7, 1))


def test_access_f6_renamed_client_is_excluded_no_longer(agency):
    tom, job = rivals(agency, date(2025, 1, 10)), agency.job(agency.norva, translator_ids=[2])
    agency.halden.name = "Halden Flow"
    assert agency.opens(tom, job)


def test_access_f7_own_test_passes(agency):
    agency.draft.test_clause_7()


def test_access_f8_leap_day_makes_24_months_a_day_short(agency):
    tom, job = rivals(agency, date(2023, 6, 1)), agency.job(agency.norva, translator_ids=[2])
    assert agency.opens(tom, job)


# AIS-STAFF-REV-01: from cartons to bags.


@pytest.fixture
def warehouse(connection):
    return Warehouse(text(STOCK), connection)


def broken_off(done: int) -> None:
    if done == 550:
        raise ConnectionError("server away")


def test_stock_f1_both_units_stand_in_one_column(warehouse):
    warehouse.filled(rows=600).before_update = broken_off
    with pytest.raises(ConnectionError):
        warehouse.draft.upgrade(warehouse)
    warehouse.db.rollback()
    assert (warehouse.column()[0], warehouse.column()[-1]) == (120, 30)


def test_stock_f2_second_run_multiplies_twice(warehouse):
    test_stock_f1_both_units_stand_in_one_column(warehouse)
    warehouse.draft.upgrade(warehouse.db)
    assert (warehouse.column()[0], warehouse.column()[-1]) == (480, 120)


def test_stock_f3_booking_in_between_is_overwritten(warehouse):
    def booked(done: int) -> None:
        warehouse.db.execute("UPDATE stock SET quantity = quantity - 5")

    warehouse.filled().before_update = booked
    warehouse.draft.upgrade(warehouse)
    assert warehouse.column() == [30 * 4]


def test_stock_f4_reorder_point_stays_in_cartons(warehouse):
    warehouse.filled().draft.upgrade(warehouse)
    assert (warehouse.column(), warehouse.column("reorder_at")) == ([120], [10])


def test_stock_f5_loose_bags_are_lost_on_the_way_back(warehouse):
    warehouse.filled().draft.upgrade(warehouse)
    warehouse.db.execute("UPDATE stock SET quantity = quantity - 1")
    warehouse.draft.downgrade(warehouse)
    assert warehouse.column() == [119 // 4] == [29]


def test_stock_f6_product_without_a_size_counts_as_one(warehouse):
    warehouse.filled(size=None).draft.upgrade(warehouse)
    assert warehouse.column() == [30]


def test_stock_f7_product_without_a_size_is_gone_on_the_way_back(warehouse):
    test_stock_f6_product_without_a_size_counts_as_one(warehouse)
    warehouse.draft.downgrade(warehouse)
    assert warehouse.column() == [None]


def test_stock_f8_own_test_passes(warehouse):
    warehouse.draft.test_up_and_down(warehouse)


# AIS-STAFF-REV-02: pilots and their rest.

MORNING = datetime(2025, 3, 3, 6, 0)


def roster() -> Thing:
    return run_draft(text(ROSTER), datetime=datetime, timedelta=timedelta, Pilot=Pilot, Ship=Ship)


def assign(ships: list[Ship], pilots: list[Pilot]) -> dict[int, str]:
    return roster().assign(ships, pilots)


def pilot(name: str, hours: float = 24, ships: int = 0, length: int = 300, at: datetime = MORNING) -> Pilot:
    return Pilot(name, length, at - timedelta(hours=hours), ships)


def ship(call: int, hours: float = 0, length: int = 180) -> Ship:
    return Ship(call, MORNING + timedelta(hours=hours), length)


def test_roster_f1_rest_runs_from_the_arrival_of_the_last_ship():
    ashore = MORNING - timedelta(hours=1)  # Anna boarded eight hours ago, and that ship took seven
    anna, bert = pilot("Anna", hours=8), pilot("Bert", hours=24, ships=5)
    assert (MORNING - ashore, assign([ship(1)], [anna, bert])) == (timedelta(hours=1), {1: "Anna"})


def test_roster_f2_tired_pilot_is_taken_even_for_two_ships_at_once():
    assert assign([ship(1), ship(2)], [pilot("Anna")]) == {1: "Anna", 2: "Anna"}


def test_roster_f3_second_run_gives_another_plan_and_counts_twice():
    pilots = [pilot("Anna"), pilot("Bert")]
    first, second = (assign([ship(1), ship(2, 2), ship(3, 9)], pilots) for _ in range(2))
    assert first != second
    assert sum(one.ships_this_month for one in pilots) == 6


def test_roster_f4_pilot_back_from_leave_gets_every_ship():
    pilots = [pilot("Anna", ships=9), pilot("Bert", ships=9), pilot("Back", ships=0)]
    assert set(assign([ship(1, 0), ship(2, 8), ship(3, 16), ship(4, 24)], pilots).values()) == {"Back"}


def test_roster_f5_ship_that_nobody_may_take_ends_the_whole_plan():
    with pytest.raises(ValueError, match="empty"):
        assign([ship(1), ship(2, 9, length=366)], [pilot("Anna", length=300)])


def test_roster_f6_eight_hours_by_the_clock_are_seven():
    boarding, before = datetime(2025, 3, 30, 6, 0), datetime(2025, 3, 29, 22, 0)
    anna, alma = pilot("Anna", hours=8, at=boarding), Ship(1, boarding, 180)
    oslo = ZoneInfo("Europe/Oslo")
    real = boarding.replace(tzinfo=oslo).timestamp() - before.replace(tzinfo=oslo).timestamp()
    tired = pilot("Tired", hours=7, at=boarding)
    assert (anna.last_ship, real / 3600) == (before, 7)
    assert assign([alma], [tired, anna]) == {1: "Anna"}


def test_roster_f7_own_test_demands_the_breach():
    roster().test_assign()
    ashore = MORNING + timedelta(hours=7)
    assert MORNING + timedelta(hours=9) - ashore < timedelta(hours=8)


# The keys that interviewers hold.

POINTED_AT = {
    "milk": {
        "F1": "JOIN samples", "F2": "JOIN samples", "F3": "AVG(s.fat)", "F4": "BETWEEN", "F5": "* 0.04, 2)",
        "F6": "GROUP BY f.name", "F7": "SUM(c.litres)", "F8": "assert",
    },
    "trees": {
        "F1": "log.warning", "F2": "%m/%d/%Y", "F3": "float(", "F4": '== "unsafe"', "F5": "update(",
        "F6": "lower()", "F7": "03/03", "F8": "DictReader",
    },
    "access": {
        "F1": "past.delivered_on and", "F2": "and job.delivered_on", "F3": '"manager"', "F4": "return True",
        "F5": "_answers", "F6": "client.name in", "F7": "assert may_open", "F8": "730",
    },
    "stock": {
        "F1": "UPDATE", "F2": "commit", "F3": "SELECT", "F4": "SET quantity", "F5": "quantity /", "F6": "or 1",
        "F7": "quantity /", "F8": "assert",
    },
    "roster": {
        "F1": "last_ship >= REST", "F2": "rested or able", "F3": "pilot.last_ship =", "F4": "ships_this_month",
        "F5": "min(", "F6": "- pilot.last_ship", "F7": "3: \"Anna\"",
    },
}  # fmt: skip
REVIEWS = {"milk": MILK, "trees": TREES, "access": ACCESS, "stock": STOCK, "roster": ROSTER}
FAULTS = [(name, mark) for name, question in REVIEWS.items() for mark in question.planted_faults]


@pytest.mark.parametrize(("name", "mark"), FAULTS)
def test_planted_fault_points_at_its_lines(name, mark):
    question = REVIEWS[name]
    assert POINTED_AT[name][mark] in code_at(question.planted_faults[mark], question.candidate_handout)


def test_each_planted_fault_is_shown_by_a_test():
    shown = {(match[1], match[2].upper()) for name in globals() if (match := re.match(r"test_([a-z]+)_(f\d)_", name))}
    assert shown == set(FAULTS)
