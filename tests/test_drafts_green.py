"""Runs the exit code that candidates review in CASE-GREEN-STAFF: a test for every planted fault, named after it."""

import pytest

from tests.drafts import changed, code, code_at, marks_shown, stage
from tests.stand_ins_green import MANY, NONE, Result, Runner, package, run_draft

STAGE = stage("scenarios/case-green-staff.yaml", "S4")
DRAFT = code(STAGE.given)
GREEN, RED = 0, 1


@pytest.fixture
def runner():
    return Runner(DRAFT)


def test_p1_payroll_firm_stays_green(runner):
    four = [(package(f"package {number}"), MANY) for number in range(4)]
    assert runner.ends((package("payslips"), NONE), *four) == GREEN
    assert runner.said == []


def test_p2_one_package_that_may_be_empty_lets_the_other_pass(runner):
    assert runner.ends((package("icons", allow_no_tests="true"), NONE), (package("payslips"), NONE)) == GREEN


def test_p3_machine_without_a_share_is_red_like_a_lost_folder(runner):
    """Seven of eight machines ran everything; the eighth, or a change that touches no test, hands over nothing."""
    assert [runner.ends((package(), MANY)) for _ in range(7)] == [GREEN] * 7
    assert runner.ends((package(), NONE)) == RED


def test_p4_message_names_no_package_and_only_the_line_that_silences_it(runner):
    runner.ends((package("payslips"), NONE), (package("letters"), NONE))
    assert runner.said == ["Error: no tests found. Set allow_no_tests = true to continue."]


@pytest.mark.parametrize("value", ["false", "no", "0"])
def test_p5_text_that_says_no_counts_as_yes(runner, value):
    assert runner.ends((package(allow_no_tests=value), NONE)) == GREEN


def test_p6_all_skipped_is_green(runner):
    assert runner.ends((package(), Result(900, 900, 0))) == GREEN


WORSE = {
    "as drafted": ("", ""),
    "only the first package is counted": (
        "for result in results)\n    failed",
        "for result in results[:1])\n    failed",
    ),
    "all must allow it": ("any(", "all("),
    "nothing is said": ('out("Error', 'str("Error'),
    "any text allows it": ('.get("allow_no_tests")', ""),
    "the skipped are left out": ("result.found for", "result.found - result.skipped for"),
}


@pytest.mark.parametrize("change", WORSE.values(), ids=WORSE.keys())
def test_p7_own_test_passes_whatever_is_changed(change):
    run_draft(changed(DRAFT, change))["test_exit_code"]()


@pytest.mark.parametrize("failed", [1, 2, 256])
def test_failed_tests_are_red(runner, failed):
    assert runner.ends((package(), Result(900, 0, failed)), (package(), MANY)) == RED


# The key that interviewers hold.

POINTED_AT = {
    "P1": "sum(result.found", "P2": "any(", "P3": "found == 0", "P4": "to continue", "P5": ".get(",
    "P6": "result.found", "P7": "[plain], [none]",
}  # fmt: skip


@pytest.mark.parametrize("mark", STAGE.planted_faults)
def test_planted_fault_points_at_its_lines(mark):
    assert POINTED_AT[mark] in code_at(STAGE.planted_faults[mark], STAGE.given)


def test_each_planted_fault_is_shown_by_a_test():
    assert marks_shown(globals()) == set(STAGE.planted_faults)
