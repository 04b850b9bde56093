"""Runs the Friday figure that candidates review (CASE-FIGURE-SR): a test for every planted fault, named after it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

import pytest

from tests.drafts import changed, code, code_at, marks_shown, names_after, stage

STAGE = stage("scenarios/case-figure-sr.yaml", "S3")
DRAFT = code(STAGE.given)
FRIDAY = "2025-09-12"


def names_of(draft: str) -> dict:
    return names_after(draft, defaultdict=defaultdict, median=median)


def tables() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE reports (dealer, grade, region, day, price, received)")
    db.execute("CREATE TABLE figures (week, grade, region, price, corrected, UNIQUE (week, grade, region))")
    return db


class Service:
    """The dealers' reports, and the draft that publishes from them."""

    def __init__(self, db: sqlite3.Connection):
        self.db = db

    def report(
        self, *prices: float, day: str = "2025-09-10", dealers: str = "abcdefgh", grade: str = "mixed"
    ) -> "Service":
        for dealer, price in zip(dealers, prices, strict=False):
            self.db.execute("INSERT INTO reports VALUES (?, ?, 'north', ?, ?, '')", (dealer, grade, day, price))
        return self

    def publish(self, friday: str = FRIDAY) -> list[tuple]:
        names_of(DRAFT)["publish"](self.db, friday)
        return self.db.execute("SELECT price, corrected FROM figures WHERE week = ?", [friday]).fetchall()


@pytest.fixture
def service() -> Iterator[Service]:
    db = tables()
    yield Service(db)
    db.close()


def test_figure_is_the_median_of_the_week_and_stays(service):
    assert service.report(80, 90, 94, 99, 70).publish() == [(90, None)]
    assert service.report(60, 61, dealers="xy").publish() == [(90, 80)]
    assert service.report(10, 10, 10, day="2025-09-03").publish()[0][0] == 90


def test_grades_keep_apart(service):
    service.report(80, 82, 84, 86).report(150, 152, 154, 156, grade="office")
    assert sorted(service.publish()) == [(83, None), (153, None)]


def test_p1_last_years_reports_go_into_the_median(service):
    service.report(80, 80, 80, 80).report(200, 200, 200, 200, 200, day="2024-09-04")
    assert service.publish() == [(200, None)]


def test_p1_week_is_cut_in_two_at_new_year(service):
    service.report(80, 80, 80, 80, day="2024-12-30")
    assert service.publish("2025-01-03") == []


def test_p2_whoever_corrects_counts_twice(service):
    service.report(80, 82, 99, 84, dealers="abcd").report(70, dealers="c")
    assert median([80, 82, 70, 84]) == 81
    assert service.publish() == [(82, None)]


def test_p3_one_dealer_is_enough(service):
    assert service.report(83).publish() == [(83, None)]


def test_p4_figure_that_did_not_stand_at_noon_is_written_afterwards(service):
    assert service.publish() == []
    assert service.report(80, 81, 82, 83, 84).publish() == [(82, None)]


def test_p5_second_correction_overwrites_the_first(service):
    assert service.report(80).publish() == [(80, None)]
    assert service.report(90, dealers="b").publish() == [(80, 85)]
    assert service.report(100, dealers="c").publish() == [(80, 90)]


def test_p5_run_without_news_marks_the_figure_as_corrected(service):
    service.report(80, 80, 80, 80).publish()
    assert service.publish() == [(80, 80)]


@pytest.mark.parametrize(("prices", "figure"), [((84, 85), 84), ((85, 86), 86)])
def test_p6_halves_go_to_the_even_euro(service, prices, figure):
    assert service.report(*prices).publish() == [(figure, None)]


WORSE = {
    "as drafted": ("", ""),
    "the day of the year is all that counts": ("'%W'", "'%m'"),
    "all years, all weeks": (" WHERE strftime('%W', day) = strftime('%W', ?)", " WHERE ? > ''"),
    "each price counts once": ("grade, region, price FROM", "DISTINCT grade, region, price FROM"),
    "a late grade is written into the past": ("price, NULL)", "price, iif(:week < '2025', :price, NULL))"),
    "halves go up": ("round(median(some))", "int(median(some) + 0.5)"),
    "a correction is kept only once": ("corrected = :price", "corrected = coalesce(corrected, :price)"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p7_own_test_passes_whatever_is_changed(change):
    db = tables()
    names_of(changed(DRAFT, change))["test_publish"](db)
    db.close()


# The key that interviewers hold.

POINTED_AT = {
    "P1": "%W", "P2": "price FROM reports", "P3": "median(some)", "P4": "INSERT INTO", "P5": "DO UPDATE",
    "P6": "round(", "P7": '"Cray", 94',
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
