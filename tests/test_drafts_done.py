"""Runs the lift figure that candidates review (DON-SR-REV-01): a test for every planted fault, named after it."""

import sqlite3

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, question

LIFTS = question("questions/done.yaml", "DON-SR-REV-01")
DRAFT = code(LIFTS.candidate_handout)
TABLES = """
CREATE TABLE firm (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE job (id INTEGER PRIMARY KEY, firm_id, lift_id, reported_at, closed_at, status);
CREATE TABLE visit (job_id, arrived_at);
CREATE TABLE run_log (lift_id, at, running);
"""


def make_db(firms: list[str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    db.executemany("INSERT INTO firm (name) VALUES (?)", [(firm,) for firm in firms])
    return db


def add_job(db, firm: str, reported: str, closed: str | None, visits: int = 1, status: str = "closed", lift: int = 9):
    row = (firm, lift, reported, closed, status)
    values = "((SELECT id FROM firm WHERE name = ?), ?, ?, ?, ?)"
    job = db.execute(f"INSERT INTO job (firm_id, lift_id, reported_at, closed_at, status) VALUES {values}", row)
    db.executemany("INSERT INTO visit VALUES (?, ?)", [(job.lastrowid, reported)] * visits)


def names_of(draft: str) -> dict:
    return names_after(draft, sqlite3=sqlite3, make_db=make_db, add_job=add_job)


@pytest.fixture
def db():
    connection = make_db(["Brandt"])
    yield connection
    connection.close()


def figure(db) -> list[tuple]:
    return names_of(DRAFT)["monthly_share"](db)


def quick(db, day: int = 2, **more) -> None:
    add_job(db, "Brandt", f"2026-03-{day:02} 09:00", f"2026-03-{day:02} 15:00", **more)


def test_f1_closed_job_counts_although_the_lift_stands(db):
    quick(db)
    db.execute("INSERT INTO run_log VALUES (9, '2026-03-02 08:50', 0)")
    assert figure(db) == [("Brandt", "2026-03", 1, 100)]


def test_f1_lift_that_stops_again_counts_as_another_quick_repair(db):
    quick(db, day=2)
    quick(db, day=3)
    quick(db, day=4)
    log = [(9, "2026-03-02 08:50", 0), (9, "2026-03-04 15:00", 1)]
    db.executemany("INSERT INTO run_log VALUES (?, ?, ?)", log)
    assert figure(db) == [("Brandt", "2026-03", 3, 100)]


def test_f2_lift_that_still_stands_is_not_in_the_figure(db):
    quick(db)
    add_job(db, "Brandt", "2026-03-03 08:00", None, status="open", visits=2)
    assert figure(db) == [("Brandt", "2026-03", 1, 100)]


def test_f3_job_counts_once_a_visit(db):
    quick(db)
    add_job(db, "Brandt", "2026-03-03 09:00", "2026-03-20 09:00", visits=3)
    assert figure(db) == [("Brandt", "2026-03", 4, 25)]


def test_f3_job_without_a_visit_does_not_count(db):
    quick(db, visits=0)
    assert figure(db) == []


def test_f4_nearly_48_hours_are_in_time(db):
    add_job(db, "Brandt", "2026-03-02 00:10", "2026-03-03 23:50")
    assert figure(db) == [("Brandt", "2026-03", 1, 100)]


def test_f5_cancelled_job_counts_as_a_repair(db):
    quick(db, status="cancelled")
    assert figure(db) == [("Brandt", "2026-03", 1, 100)]


def test_f6_breakdown_of_march_counts_in_april(db):
    add_job(db, "Brandt", "2026-03-03 09:00", "2026-04-24 09:00")
    assert figure(db) == [("Brandt", "2026-04", 1, 0)]


WORSE = {
    "as drafted": ("", ""),
    "cancelled jobs alone are left out": ("('closed', 'cancelled')", "('closed')"),
    "open jobs count": ("('closed', 'cancelled')", "('closed', 'cancelled', 'open')"),
    "hours are counted": ("julianday(date(job.closed_at)) - julianday(date(job.reported_at))",
                          "julianday(job.closed_at) - julianday(job.reported_at)"),
    "two days are in time": ("<= 1", "<= 2"),
    "visits are left out": ("JOIN visit ON visit.job_id = job.id", ""),
    "month of the report": ("%m', job.closed_at", "%m', job.reported_at"),
}  # fmt: skip


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_f7_own_test_passes_whatever_is_changed(change):
    names_of(changed(DRAFT, change))["test_monthly_share"]()


def test_f8_share_is_cut_to_a_whole_number(db):
    for late in [False] * 8 + [True]:
        add_job(db, "Brandt", "2026-03-02 09:00", "2026-03-09 09:00" if late else "2026-03-02 15:00")
    assert figure(db) == [("Brandt", "2026-03", 9, 88)]


def test_firms_and_months_stand_apart():
    db = make_db(["Brandt", "Aber"])
    for firm, month in (("Brandt", "03"), ("Aber", "03"), ("Brandt", "02")):
        add_job(db, firm, f"2026-{month}-02 09:00", f"2026-{month}-02 15:00")
    rows = figure(db)
    db.close()
    assert [row[:2] for row in rows] == [("Brandt", "2026-02"), ("Aber", "2026-03"), ("Brandt", "2026-03")]


# The keys that interviewers hold.

POINTED_AT = {
    "F1": "job.closed_at", "F2": "'closed'", "F3": "JOIN visit", "F4": "date(job", "F5": "'cancelled'",
    "F6": "%m', job.closed_at", "F7": "visits=1", "F8": "100 * SUM",
}  # fmt: skip


@pytest.mark.parametrize("mark", LIFTS.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(LIFTS.planted_faults[mark], LIFTS.candidate_handout)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(LIFTS.planted_faults)
